import { createFcFailureHandler } from '../../lib/platform/fc/failure.ts';
import { createFcQueueHandler } from '../../lib/platform/fc/queue.ts';
import { composeDeadLetterShelf } from '../compose-dead-letter-shelf.ts';
import { composeFcRole } from '../compose-fc-role.ts';
import { fcSecrets } from '../compose-fc-secrets.ts';

const { env } = process;
const role = composeFcRole(env);
const openShelf = composeDeadLetterShelf(env, { secretByName: fcSecrets(env, { credentials: role.get }) });

/** The worker's failure destination, of a built-in runtime: keeps what Function Compute gave up. */
export const handler = createFcQueueHandler(createFcFailureHandler(openShelf), { credentials: role });
