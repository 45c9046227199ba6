import { functionCompute } from '../../../lib/deploy/aliyun/apis.ts';
import { formatInfo } from '../../../lib/deploy/aliyun/commands/info.ts';
import { invoke } from '../../../lib/deploy/aliyun/commands/invoke.ts';
import { CloudCallError, InvocationFailedError } from '../../../lib/deploy/aliyun/errors.ts';
import { startFakeAliyunAccount, type FakeAliyunAccount } from '../../helpers/fake-aliyun-account.ts';
import { declaredStage, STAGE_ENV, stageOn } from '../../helpers/fc-deployment.ts';

const WORKER = 'oss-callback-receiver-prod-worker';
let account: FakeAliyunAccount;
const connect = (env = {}) =>
  functionCompute({ region: 'cn-hangzhou' }, { ...STAGE_ENV, FC_ENDPOINT: account.url, ...env });
beforeAll(async () => {
  account = await startFakeAliyunAccount();
  await stageOn(account).deploy();
});
afterAll(async () => {
  await account.stop();
});

async function invoked(payload: string, options: { isAsync?: boolean; withLog?: boolean; functionName?: string } = {}) {
  const results: string[] = [];
  const printed: string[] = [];
  const running = invoke({
    api: await connect(),
    functionName: WORKER,
    payload: Buffer.from(payload),
    isAsync: false,
    withLog: false,
    writeResult: (text) => results.push(text),
    print: (text) => printed.push(text),
    ...options,
  });
  return { running, results, printed };
}

describe('invoke', () => {
  it('hands over the payload, octet for octet, and the result', async () => {
    const { running, results, printed } = await invoked('{"ä": 1}', { withLog: true });
    await running;
    expect(results).toEqual(['{"echoed":"{\\"ä\\": 1}"}']);
    expect(printed).toEqual(['a line of the log']);
    expect(account.fc3.invocations.at(-1)).toEqual({ name: WORKER, payload: '{"ä": 1}', type: 'Sync' });
  });

  it('invokes asynchronously where it is told to', async () => {
    await (
      await invoked('later', { isAsync: true })
    ).running;
    expect(account.fc3.invocations.at(-1)?.type).toBe('Async');
  });

  it('fails where the function failed, and tells its answer', async () => {
    const { running, results } = await invoked('fail');
    await expect(running).rejects.toThrow(InvocationFailedError);
    expect(results).toEqual(['{"errorMessage":"no"}']);
  });

  it('says which call was refused, and why', async () => {
    const { running } = await invoked('x', { functionName: 'not-there' });
    await expect(running).rejects.toMatchObject({ code: 'ERR_CLOUD_CALL', operation: 'InvokeFunction', status: 404 });
  });
});

describe('formatInfo', () => {
  it('tells what stands there, and under which URL', async () => {
    const info = await formatInfo(declaredStage(), await connect());
    expect(info).toContain(`worker: ${WORKER} (custom.debian10, 512 MB`);
    expect(info).toContain(
      'CallbackUrl: https://oss-callback-receiver-prod-callback-abcdefghij.cn-hangzhou.fcapp.run/oss/callback',
    );
    expect(info).toContain('callbackSNI: true');
    expect(info).toContain('for tests');
  });

  it('tells what does not', async () => {
    const empty = await startFakeAliyunAccount();
    const api = await functionCompute({ region: 'cn-hangzhou' }, { ...STAGE_ENV, FC_ENDPOINT: empty.url });
    expect(await formatInfo(declaredStage(), api)).toContain('callback: not deployed');
    await empty.stop();
  });
});

describe('credentials', () => {
  it('sign each call: others than those of the account are refused', async () => {
    const api = await connect({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'another' });
    await expect(api.getFunction(WORKER)).rejects.toThrow(CloudCallError);
    await expect(api.getFunction(WORKER)).rejects.toThrow('the signature does not match');
  });

  it('of a role come with their token, which is signed as well', async () => {
    const api = await connect({ ALIBABA_CLOUD_SECURITY_TOKEN: 'sts-token' });
    expect((await api.getFunction(WORKER))?.functionName).toBe(WORKER);
    expect(account.calls.at(-1)?.securityToken).toBe('sts-token');
  });

  it('are wanting where a key has no secret', async () => {
    await expect(connect({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: '' })).rejects.toThrow('ALIBABA_CLOUD_ACCESS_KEY_SECRET');
  });
});
