import { createPublicKey, createVerify } from 'node:crypto';
import { writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { median } from './median.ts';
import { keyPair, signedCallback } from './signed-events.ts';

// A process of its own: `warm-handler BUNDLE COUNT`; its log lines go to standard output, its figures to descriptor 3.
type Handler = (event: object, context: object) => Promise<{ readonly statusCode: number }>;

/** Microseconds of processor time that one callback takes: what others do on the machine counts little. */
export interface WarmResult {
  /** The signature check alone. */
  readonly bareUs: number;
  /** The handler, called again as soon as it has answered. */
  readonly handlerUs: number;
  /** The handler with a turn of the event loop between, as Lambda calls it: each log line is a call of the system. */
  readonly aloneUs: number;
  /** Such a turn without a callback. */
  readonly turnUs: number;
}

const ROUNDS = 9;
const [bundle = '', count = '10000'] = process.argv.slice(2);
const keyFile = `${bundle}.pem`;
writeFileSync(keyFile, keyPair.publicKey);
Object.assign(process.env, { QUEUE: 'discard', OSS_PUB_KEY_FILE: keyFile });
const { handler } = createRequire(import.meta.url)(bundle) as { readonly handler: Handler };
const callbacks = Array.from({ length: Number(count) }, (_, index) => signedCallback(index));
const key = createPublicKey(keyPair.publicKey);

async function answer(event: object): Promise<void> {
  const { statusCode } = await handler(event, { awsRequestId: 'bench' });
  if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
}
const ways: Readonly<Record<keyof WarmResult, () => Promise<void> | void>> = {
  bareUs() {
    for (const { stringToSign, signature } of callbacks) {
      if (!createVerify('RSA-MD5').update(stringToSign).verify(key, signature)) throw new Error('not verified');
    }
  },
  async handlerUs() {
    for (const { event } of callbacks) await answer(event);
  },
  async aloneUs() {
    for (const { event } of callbacks) {
      await answer(event);
      await nextTurn();
    }
  },
  async turnUs() {
    for (let turn = 0; turn < callbacks.length; turn += 1) await nextTurn();
  },
};
async function measure(work: () => Promise<void> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / callbacks.length;
}

const names = Object.keys(ways) as (keyof WarmResult)[];
const rounds = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<keyof WarmResult, number[]>;
for (let round = 0; round < ROUNDS; round += 1) {
  for (const name of names) {
    const us = await measure(ways[name]);
    // The first round compiles.
    if (round > 0) rounds[name].push(us);
  }
}
writeSync(3, JSON.stringify(Object.fromEntries(names.map((name) => [name, median(rounds[name])]))));
