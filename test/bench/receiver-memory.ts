import { writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { keyPair, signedCallback } from './signed-events.ts';

// A process of its own: `receiver-memory BUNDLE COUNT`. The same thousand callbacks come again and again: the receiver
// keeps nothing of any, so that it cannot tell.
type Handler = (event: object, context: object) => Promise<{ readonly statusCode: number }>;

const [bundle = '', count = '1000000'] = process.argv.slice(2);
const keyFile = `${bundle}.pem`;
writeFileSync(keyFile, keyPair.publicKey);
Object.assign(process.env, { QUEUE: 'discard', OSS_PUB_KEY_FILE: keyFile });
const { handler } = createRequire(import.meta.url)(bundle) as { readonly handler: Handler };
const callbacks = Array.from({ length: 1_000 }, (_, index) => signedCallback(index));
const total = Number(count);

async function receive(some: number): Promise<{ heapMiB: number; residentMiB: number }> {
  for (let index = 0; index < some; index += 1) {
    const { event } = callbacks[index % callbacks.length] ?? { event: {} };
    const { statusCode } = await handler(event, { awsRequestId: `bench-${index}` });
    if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
    if (index % 16 === 0) await nextTurn();
  }
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMiB: heapUsed / 2 ** 20, residentMiB: rss / 2 ** 20 };
}

const early = await receive(total / 10);
const late = await receive(total - total / 10);
writeSync(3, JSON.stringify({ early, late }));
