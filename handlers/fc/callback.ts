import { readQueueConfig, readReceiverConfig } from '../../lib/config.ts';
import { createLogger } from '../../lib/logger.ts';
import { createFcHttpHandler, QUERY_IS_LOST } from '../../lib/platform/fc/http.ts';
import { composeFcQueue } from '../compose-fc-queue.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';
import { composeReceiver } from '../compose-receiver.ts';

const { env } = process;
const role = composeFcRole(env);
const credentials = role.get;
const { MAX_BODY_BYTES: maxBodyBytes, ACK_BUDGET_MS: bodyTimeoutMs, LOG_LEVEL: level } = readReceiverConfig(env);

/** The HTTP function of a built-in runtime: verifies a callback, invokes the worker for later, acknowledges it. */
export const handler = createFcHttpHandler(
  composeReceiver(env, {
    queue: composeFcQueue(readQueueConfig(env), { credentials }),
    secretByName: fcSecrets(env, { credentials }),
  }),
  { maxBodyBytes, bodyTimeoutMs, credentials: role },
);

// An HTTP function of 2.0, which belongs to a service, is handed the query as it came.
if (!env['FC_SERVICE_NAME']) createLogger({ level, fd: 2 }).warn({}, QUERY_IS_LOST);
