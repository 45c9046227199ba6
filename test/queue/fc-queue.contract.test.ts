import { startLocalFunctions } from '../../lib/local/fc/local-functions.ts';
import { createFc2Queue } from '../../lib/queue/fc2-queue.ts';
import { createFc3Queue } from '../../lib/queue/fc3-queue.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { testMessageQueue, type QueueUnderTest } from '../contract/message-queue.contract.ts';
import { FC_CREDENTIALS } from '../helpers/fc-credentials.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const dir = tempDir();

/** A function that keeps what it was invoked with, behind the local Function Compute. */
async function startWith(worker: string, create: (endpoint: string) => MessageQueue): Promise<QueueUnderTest> {
  const payloads: string[] = [];
  const service = await startLocalFunctions({
    port: 0,
    dir: `${dir}/${worker.replace('/', '-')}`,
    credentials: FC_CREDENTIALS,
    functions: [worker],
    run: (_name, payload) => {
      payloads.push(payload.toString());
      return Promise.resolve({ kind: 'done', result: '' });
    },
  });
  return {
    queue: create(service.url),
    take: () => until('an invocation', () => (payloads.length > 0 ? payloads.splice(0) : undefined)),
    stop: service.stop,
  };
}

const credentials = () => FC_CREDENTIALS;
const MAX_BYTES = 131_072;

testMessageQueue(
  'Function Compute 3.0',
  () => startWith('worker', (endpoint) => createFc3Queue({ worker: 'worker', endpoint, credentials })),
  MAX_BYTES,
);

testMessageQueue(
  'Function Compute 2.0',
  () =>
    startWith('service/worker', (endpoint) =>
      createFc2Queue({ worker: 'service.LATEST/worker', endpoint, accountId: '1234567890123456', credentials }),
    ),
  MAX_BYTES,
);
