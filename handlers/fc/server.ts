import { readQueueConfig, readReceiverConfig } from '../../lib/config.ts';
import { createNodeHttpListener } from '../../lib/platform/node/http.ts';
import { composeFcQueue } from '../compose-fc-queue.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';
import { composeReceiver } from '../compose-receiver.ts';
import { runCustomRuntime } from './run-custom-runtime.ts';

const { env } = process;

/** The receiver on the custom runtime: path and query reach it as OSS signed them. */
void runCustomRuntime(env, () => {
  const role = composeFcRole(env);
  const credentials = role.get;
  const queue = composeFcQueue(readQueueConfig(env), { credentials });
  const receive = composeReceiver(env, { queue, secretByName: fcSecrets(env, { credentials }) });
  const { MAX_BODY_BYTES: maxBodyBytes } = readReceiverConfig(env);
  return {
    credentials: role,
    http: createNodeHttpListener(receive, { maxBodyBytes, requestIdHeader: 'x-fc-request-id' }),
  };
});
