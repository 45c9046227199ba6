import { startLocalFunctions } from '../../lib/local/fc/local-functions.ts';
import { createFcFailureHandler } from '../../lib/platform/fc/failure.ts';
import { createFcDeadLetters } from '../../lib/queue/fc-dead-letters.ts';
import { createFcSend, type InvokeLater } from '../../lib/queue/fc-queue.ts';
import { loadFc2 } from '../../lib/queue/fc2-queue.ts';
import { loadFc3 } from '../../lib/queue/fc3-queue.ts';
import { createMemoryDeadLetterShelf } from '../../lib/store/memory-dead-letter-shelf.ts';
import { testDeadLetters, type DeadLettersUnderTest } from '../contract/dead-letters.contract.ts';
import { FC_CREDENTIALS } from '../helpers/fc-credentials.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const root = tempDir();
const started = stopAfterEach();
const credentials = () => FC_CREDENTIALS;
let count = 0;

/** A worker that fails while it is told to, and a failure destination, behind the local Function Compute. */
async function startWith(
  worker: string,
  load: (endpoint: string) => Promise<InvokeLater>,
): Promise<DeadLettersUnderTest> {
  const shelf = createMemoryDeadLetterShelf();
  const keep = createFcFailureHandler(() => Promise.resolve(shelf));
  const taken: string[] = [];
  let isBroken = false;
  const service = await startLocalFunctions({
    port: 0,
    dir: `${root}/${(count += 1)}`,
    credentials: FC_CREDENTIALS,
    functions: [worker],
    failureDestination: (name) => (name === worker ? 'dead-letters' : undefined),
    maxRetries: 0,
    run: async (name, payload, requestId) => {
      if (name === 'dead-letters') await keep({ payload, requestId });
      else if (isBroken) return { kind: 'failed', errorType: 'UnhandledInvocationError', reason: 'no' };
      else taken.push(payload.toString());
      return { kind: 'done', result: '' };
    },
  });
  started.add(service.stop);
  const send = createFcSend(load(service.url));
  return {
    deadLetters: createFcDeadLetters({ shelf, send }),
    async kill(body) {
      const before = await shelf.count();
      isBroken = true;
      await send(Buffer.from(body), { signal: AbortSignal.timeout(30_000) });
      await until('a dead letter', async () => (await shelf.count()) > before);
      isBroken = false;
    },
    take: () => until('an invocation', () => (taken.length > 0 ? taken.splice(0) : undefined)),
  };
}

testDeadLetters('Function Compute 3.0', () =>
  startWith('worker', (endpoint) => loadFc3({ worker: 'worker', endpoint, credentials })),
);
testDeadLetters('Function Compute 2.0', () =>
  startWith('service/worker', (endpoint) =>
    loadFc2({ worker: 'service/worker', endpoint, accountId: '1234567890123456', credentials }),
  ),
);
