import { createTicketCheck } from '../../lib/callback/check-ticket.ts';
import { createCallbackReceiver } from '../../lib/callback/receive.ts';
import { createAliOssObjectStore } from '../../lib/object-store/ali-oss-object-store.ts';
import { buildCallback } from '../../lib/params/build-callback.ts';
import { defaultTemplate } from '../../lib/params/default-template.ts';
import { createNodeHttpListener } from '../../lib/platform/node/http.ts';
import { startServer } from '../../lib/platform/node/server.ts';
import { createMemoryQueue } from '../../lib/queue/memory-queue.ts';
import { createReconciler } from '../../lib/reconcile/create-reconciler.ts';
import { createSecretCache } from '../../lib/secrets/secret-cache.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import { parseTrust } from '../../lib/trust.ts';
import { addTicket } from '../../lib/upload-policy/add-ticket.ts';
import { createUploadPolicy } from '../../lib/upload-policy/create-upload-policy.ts';
import type { UploadGrant } from '../../lib/upload-policy/upload-grant.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';
import { createLogRecorder } from './log-recorder.ts';
import { generateKey, type TestKey } from './signed-request.ts';

/** The bucket that the receiver is for. */
export const BUCKET = 'my-uploads';
export const PATH = '/oss/callback';
const GRANT: UploadGrant = {
  keyPrefix: 'uploads/',
  maxBytes: 1_000,
  contentTypes: ['text/plain'],
  expiresInSeconds: 600,
};

/** Starts a local OSS, and a receiver, a worker, a policy endpoint and a reconciliation around it, under one `TRUST`. */
export async function startTrustedStack(trustText: string, { grant = GRANT }: { readonly grant?: UploadGrant } = {}) {
  const state = { now: Date.now(), secrets: ['the current ticket secret, long enough'] };
  const clock = (): number => state.now;
  const key: TestKey = generateKey();
  const simulator = await startSimulator({ port: 0, privateKey: key.privateKey, clock });
  const trust = parseTrust(trustText);
  const { logger, lines } = createLogRecorder();
  const source = { name: 'ticket', read: () => Promise.resolve([...state.secrets]) };
  const secret = createSecretCache({ source, clock });
  const queue = createMemoryQueue();
  const receive = createCallbackReceiver({
    pubKeys: createPubKeyStore({ trusted: [key.publicKey], fetch: () => Promise.reject(new Error('no fetch')), clock }),
    queue,
    clock,
    logger,
    trust,
    checkTicket: trust.includes('ticket') ? createTicketCheck({ secret, clock }) : undefined,
    callbackPath: PATH,
  });
  const server = await startServer(createNodeHttpListener(receive, { maxBodyBytes: 262_144 }), SOMEWHERE);
  const oss = ossOf(simulator);
  const objects = createAliOssObjectStore({ ...oss, credentials: () => Promise.resolve(simulator.credentials) });
  const facts = createMemoryFactStore();
  const { store, reader } = createMemoryUploadStore({ clock });
  const work = createWorker({
    store,
    facts,
    clock,
    logger,
    ...(trust.includes('confirm') && { confirm: { objects, buckets: [BUCKET] } }),
  });
  const policy = createUploadPolicy({
    ...oss,
    bucket: BUCKET,
    credentials: () => Promise.resolve(simulator.credentials),
    ticketSecret: () => Promise.resolve(state.secrets),
    buildCallback: ({ ticket, vars }) => {
      const template = defaultTemplate('application/x-www-form-urlencoded', Object.keys(vars));
      return buildCallback({ url: `${server.url}${PATH}`, body: addTicket(template, ticket), vars }).base64;
    },
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    authorize: () => grant,
    clock,
    logger,
  });
  const targets = [{ bucket: BUCKET, prefix: 'uploads/' }];
  return {
    state,
    key,
    simulator,
    reader,
    lines,
    objects,
    callbackUrl: `${server.url}${PATH}`,
    policy,
    reconcile: createReconciler({ objects, facts, queue, targets, clock, logger, minAgeMs: 300_000 }),
    /** Works off what is queued; gives how many messages that were. */
    async workOff(): Promise<number> {
      let total = 0;
      for (;;) {
        const bodies = await queue.take(100, AbortSignal.abort());
        if (bodies.length === 0) return total;
        await work(bodies.map((body, index) => ({ id: `m${(total += 1)}-${index}`, body })));
      }
    },
    async counted(): Promise<number> {
      return (await reader.statistics({})).reduce((sum, { uploads }) => sum + uploads, 0);
    },
    async stop(): Promise<void> {
      await simulator.stop();
      await server.stop();
    },
  };
}

export type TrustedStack = Awaited<ReturnType<typeof startTrustedStack>>;

const SOMEWHERE = { port: 0, host: '127.0.0.1' };

function ossOf({ url }: Simulator): { readonly endpoint: string; readonly region: string } {
  return { endpoint: url, region: 'cn-hangzhou' };
}
