import { createFcFailureHandler } from '../../lib/platform/fc/failure.ts';
import { composeDeadLetterShelf } from '../compose-dead-letter-shelf.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';
import { runCustomRuntime } from './run-custom-runtime.ts';

const { env } = process;

/** The worker's failure destination on the custom runtime: takes invocations, and nothing that comes over HTTP. */
void runCustomRuntime(env, () => {
  const role = composeFcRole(env);
  const openShelf = composeDeadLetterShelf(env, { secretByName: fcSecrets(env, { credentials: role.get }) });
  return { credentials: role, invoke: createFcFailureHandler(openShelf) };
});
