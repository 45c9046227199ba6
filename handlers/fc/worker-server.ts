import { createFcInvocationHandler } from '../../lib/platform/fc/queue.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';
import { composeWorker } from '../compose-worker.ts';
import { runCustomRuntime } from './run-custom-runtime.ts';

const { env } = process;

/** The worker on the custom runtime: takes invocations, and nothing that comes over HTTP. */
void runCustomRuntime(env, async () => {
  const role = composeFcRole(env);
  const worker = await composeWorker(env, { secretByName: fcSecrets(env, { credentials: role.get }) });
  return { credentials: role, invoke: createFcInvocationHandler(worker) };
});
