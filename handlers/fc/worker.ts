import { createFcInvocationHandler, createFcQueueHandler } from '../../lib/platform/fc/queue.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';
import { composeWorker } from '../compose-worker.ts';

const { env } = process;
const role = composeFcRole(env);
const worker = composeWorker(env, { secretByName: fcSecrets(env, { credentials: role.get }) });

/** The worker of a built-in runtime: records, reviews and counts each upload, however often it is delivered. */
export const handler = createFcQueueHandler(createFcInvocationHandler(worker), { credentials: role });
