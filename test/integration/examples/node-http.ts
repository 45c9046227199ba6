import { createServer } from 'node:http';
import {
  createCallbackReceiver,
  createLogger,
  createMemoryQueue,
  createNodeHttpListener,
  createPubKeyStore,
} from 'oss-callback-receiver';

const receive = createCallbackReceiver({
  pubKeys: createPubKeyStore({ fetch, clock: Date.now }),
  queue: createMemoryQueue(), // lost with this process: createSqsQueue(…) keeps what was acknowledged
  clock: Date.now,
  logger: createLogger(),
});

createServer(createNodeHttpListener(receive, { maxBodyBytes: 262_144 })).listen(process.env['PORT'] ?? 3000);
