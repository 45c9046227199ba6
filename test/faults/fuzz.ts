import { setImmediate as nextTurn } from 'node:timers/promises';
import { createCallbackReceiver } from '../../lib/callback/receive.ts';
import { silentLogger } from '../../lib/logger.ts';
import { validateCallback } from '../../lib/params/validate-callback.ts';
import { createLambdaHttpHandler, type LambdaHttpEvent } from '../../lib/platform/aws/http.ts';
import { createSqsHandler } from '../../lib/platform/aws/queue.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { decodeMessage, encodeMessage } from '../../lib/queue/upload-message.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';
import { keyPair, signedCallback } from '../bench/signed-events.ts';
import { mutate, pick } from './mutate.ts';
import { referenceKey, referenceVerify } from './reference-verifier.ts';

/** What the fuzzing found; every list should be empty. */
export interface FuzzResult {
  readonly inputs: number;
  readonly accepted: number;
  readonly forged: readonly string[];
  readonly crashed: readonly string[];
  readonly slow: readonly string[];
  readonly grownMiB: number;
}

const SLOW_MS = 50;
const SEEDS = 50;
const REFERENCE_KEY = referenceKey(keyPair.publicKey);

/** Mutates requests, events, queue records and callback parameters; compares the verifier with the slow reference. */
export async function fuzz(inputs: number): Promise<FuzzResult> {
  const found = { forged: [] as string[], crashed: [] as string[], slow: [] as string[] };
  let accepted = 0;
  const targets = createTargets();
  const heapBefore = process.memoryUsage().heapUsed;
  for (let index = 0; index < inputs; index += 1) {
    // What waits for the end of a turn, such as timers that were cleared, would pile up.
    if (index % 1_000 === 0) await nextTurn();
    const kind = index % 10;
    const target = kind < 7 ? targets.event : kind < 9 ? targets.record : targets.params;
    const input = target.make();
    try {
      // Others use this machine too: what is slow once is tried again before it is called slow.
      const verdicts: Verdict[] = [];
      const run = async (): Promise<void> => {
        verdicts.push(await target.run(input));
      };
      let ms = await timed(run);
      for (let again = 0; again < 3 && ms > SLOW_MS; again += 1) ms = Math.min(ms, await timed(run));
      if (ms > SLOW_MS) found.slow.push(JSON.stringify(input));
      if (verdicts[0] === 'accepted') accepted += 1;
      if (verdicts.includes('forged')) found.forged.push(JSON.stringify(input));
    } catch (error) {
      found.crashed.push(`${String(error)}: ${JSON.stringify(input)}`);
    }
  }
  const grownMiB = (process.memoryUsage().heapUsed - heapBefore) / 2 ** 20;
  return { inputs, accepted, ...found, grownMiB };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

type Verdict = 'accepted' | 'refused' | 'forged';

interface Target {
  readonly make: () => unknown;
  readonly run: (input: unknown) => Promise<Verdict>;
}

// Whatever is accepted must be readable for the worker.
const readingQueue: MessageQueue = {
  async enqueue(message) {
    decodeMessage(encodeMessage(message, 1_048_576));
    await Promise.resolve();
  },
};

function createTargets(): Record<'event' | 'record' | 'params', Target> {
  const events = Array.from({ length: SEEDS }, (_, index) => signedCallback(index).event);
  const pubKeys = createPubKeyStore({
    trusted: [keyPair.publicKey],
    clock: Date.now,
    fetch: () => Promise.resolve(new Response('', { status: 404 })),
  });
  const options = { pubKeys, clock: Date.now, logger: silentLogger, ackBudgetMs: 500 };
  const handler = createLambdaHttpHandler(createCallbackReceiver({ ...options, queue: readingQueue }));
  const messages = ['{"v":1}', JSON.stringify(messageLike())];
  const { store } = createMemoryUploadStore({ clock: Date.now });
  const worker = createSqsHandler(createWorker({ store, clock: Date.now, logger: silentLogger }));
  const parameters = {
    callbackUrl: 'https://example.com/oss/callback;http://192.0.2.1:80/a?b=c',
    callbackBody: '{"bucket":${bucket},"object":${object},"x":${x:mine}}',
    callbackBodyType: 'application/json',
    callbackSNI: true,
  };
  return {
    event: {
      make: () => mutate(pick(events)),
      async run(input) {
        const { statusCode } = await handler(input as LambdaHttpEvent, { awsRequestId: 'fuzz' });
        // Nothing here is down: a fault of ours.
        if (statusCode === 503) throw new Error('answered 503');
        if (statusCode !== 200) return 'refused';
        return isGenuine(input as EventLike) ? 'accepted' : 'forged';
      },
    },
    record: {
      make: () => ({ Records: [{ messageId: 'm', body: mutateText(pick(messages)), attributes: {} }] }),
      async run(input) {
        await worker(input as Parameters<typeof worker>[0]);
        return 'refused';
      },
    },
    params: {
      make: () => JSON.stringify(mutate(parameters)),
      run(input) {
        try {
          validateCallback(input as never);
        } catch (error) {
          if (!(error instanceof TypeError) && (error as { code?: string }).code === undefined) throw error;
        }
        return Promise.resolve('refused');
      },
    },
  };
}

const mutateText = (text: string): string => JSON.stringify(mutate(JSON.parse(text) as object));

const messageLike = (): object => ({
  v: 1,
  id: 'a'.repeat(64),
  receivedAt: new Date().toISOString(),
  requestId: 'r',
  upload: {
    bucket: 'b',
    object: 'o',
    size: 3,
    mimeType: 'image/png',
    imageInfo: { height: 1, width: 2, format: 'png' },
  },
  fields: { 'x:mine': 'y' },
  raw: { contentType: 'application/json', encoding: 'utf8', body: '{"bucket":"b","object":"o","size":3}' },
});

interface EventLike {
  readonly rawPath?: unknown;
  readonly rawQueryString?: unknown;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly requestContext?: { readonly domainName?: unknown };
}

function isGenuine({
  rawPath,
  rawQueryString,
  headers = {},
  body,
  isBase64Encoded,
  requestContext,
}: EventLike): boolean {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const headerOf = (name: string): string | undefined => {
    const values = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
    const [value] = values.length === 1 ? (values[0] ?? []).slice(1) : [];
    return Array.isArray(value) && value.length === 1 ? text(value[0]) : text(value);
  };
  return referenceVerify(
    {
      path: text(rawPath),
      isPathDecoded: !text(requestContext?.domainName).includes('.lambda-url.'),
      query: text(rawQueryString),
      authorization: headerOf('authorization'),
      pubKeyUrl: headerOf('x-oss-pub-key-url'),
      body: Buffer.from(text(body), isBase64Encoded === true ? 'base64' : 'utf8'),
    },
    REFERENCE_KEY,
  );
}
