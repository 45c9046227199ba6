import { startSimulator } from '../../lib/simulator/start-simulator.ts';
import { goodAnswer, startCallbackServer } from '../helpers/callback-server.ts';
import { startLocalReceiver } from '../helpers/local-receiver.ts';
import { testAliOss, type OssUnderTest } from './ali-oss.contract.ts';

const { env } = process;

/** The simulator, this project's receiver and a server that knows no callbacks. */
async function openSimulator(host: string): Promise<OssUnderTest> {
  const simulator = await startSimulator({ port: 0, region: 'cn-hangzhou' });
  const receiver = await startLocalReceiver(simulator.publicKey);
  const missing = await startCallbackServer();
  missing.answerWith(goodAnswer('{}', '404 Not Found'));
  return {
    address: {
      ...simulator.credentials,
      endpoint: `http://${host}:${simulator.port}`,
      region: 'oss-cn-hangzhou',
      bucket: 'conformance',
    },
    callbackUrl: `${receiver.url}/oss/callback`,
    missingUrl: missing.url,
    prefix: '',
    stop: async () => {
      await Promise.all([simulator.stop(), receiver.stop(), missing.stop()]);
    },
  };
}

/** A bucket of yours, and callback servers that it can reach. */
function openRemote(): Promise<OssUnderTest> {
  return Promise.resolve({
    address: {
      endpoint: required('OSS_ENDPOINT'),
      region: required('OSS_REGION'),
      bucket: required('OSS_BUCKET'),
      accessKeyId: required('OSS_ACCESS_KEY_ID'),
      accessKeySecret: required('OSS_ACCESS_KEY_SECRET'),
      ...(env['OSS_SECURITY_TOKEN'] && { securityToken: env['OSS_SECURITY_TOKEN'] }),
    },
    callbackUrl: required('OSS_CALLBACK_URL'),
    missingUrl: required('OSS_MISSING_CALLBACK_URL'),
    prefix: `conformance/${Date.now()}/`,
    stop: () => Promise.resolve(),
  });
}

function required(name: string): string {
  const value = env[name];
  if (!value) throw new Error(`OSS_REMOTE=1 needs ${name}`);
  return value;
}

if (env['OSS_REMOTE'] === '1') testAliOss('OSS', openRemote);
else testAliOss('the simulator, bucket in the path', () => openSimulator('localhost'));
