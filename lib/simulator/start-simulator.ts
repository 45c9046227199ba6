import { createServer } from 'node:http';
import { systemClock, type Clock } from '../clock.ts';
import { silentLogger, type Logger } from '../logger.ts';
import { parseCallbackUrls } from '../params/callback-url.ts';
import { LOCAL_CREDENTIALS, type SimulatorCredentials } from './auth/credentials.ts';
import { createCallbackSender } from './callback/callback-sender.ts';
import { systemResolveHost, type ResolveHost } from './callback/prepare-callback.ts';
import type { Fault } from './fault.ts';
import { createFaultQueue, type FaultQueue } from './fault-queue.ts';
import { createRequestHandler } from './handle-request.ts';
import { listen } from './listen.ts';
import type { Domains } from './locate.ts';
import { createMultipartUploads } from './multipart-uploads.ts';
import type { OperationContext } from './operation.ts';
import type { MessageStyle } from './oss-reply.ts';
import { createSimulatorKey, simulatorKeyOf } from './simulator-key.ts';
import { createSpy, type Spy } from './spy.ts';
import { openStorage } from './storage/open-storage.ts';

// Longer than five callbacks to five silent servers, and than clients keep a connection idle (ali-oss 15 s): whoever sends on
// one that is being cut sees a reset.
const IDLE_MS = 120_000;

/** Options of {@link startSimulator}; the defaults are those of a friendly local run. */
export interface SimulatorOptions {
  /** Default 9200; 0 takes a free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`: nobody else's. */
  readonly host?: string;
  /** Where objects are kept over restarts. Default: in memory. */
  readonly folder?: string;
  readonly credentials?: SimulatorCredentials;
  /** Whether requests need no signature; a form still keeps nothing but what it likes. Default false. */
  readonly anonymous?: boolean;
  /** Region that V4 signatures must be for. Default any. */
  readonly region?: string;
  /** The buckets that there are. Default: every valid name is one. */
  readonly buckets?: readonly string[];
  /** Hosts of your own that it answers to: each for a bucket, or with the empty text for all. Default none. */
  readonly domains?: Domains;
  /** Origins of pages that may read replies, beside those of this machine; `*` for all. Default none. */
  readonly origins?: readonly string[];
  /** PEM of an RSA private key to sign callbacks with. Default: a new one of 512 bits. */
  readonly privateKey?: string;
  /** Default 5000, as OSS. */
  readonly callbackTimeoutMs?: number;
  /** Today's error texts, or those of the older documents. Default `current`. */
  readonly messages?: MessageStyle;
  /** Whether callbacks to loopback and private addresses are refused, as OSS does. Default false. */
  readonly refusePrivateAddresses?: boolean;
  /** Whether an https callback server must have a good certificate. Default true. */
  readonly verifyCertificates?: boolean;
  /** URL of a server that gets all callbacks in place of the one that they name; they stay as they are. Default none. */
  readonly callbackTo?: string;
  /** What a missing `callbackUrl` means, about which OSS's documents disagree. Default `refuse`. */
  readonly missingUrl?: 'refuse' | 'ignore';
  /** How a space in a form-encoded value is written. Default `%20`. */
  readonly formSpace?: '%20' | '+';
  /** Account id of bucket owner and uploader. Default 16 digits that are nobody's. */
  readonly owner?: string;
  /** Faults of every callback. Default none. */
  readonly faults?: readonly Fault[];
  readonly resolveHost?: ResolveHost;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** A running simulator. */
export interface Simulator {
  /** Endpoint for clients, such as `http://127.0.0.1:9200`. */
  readonly url: string;
  readonly port: number;
  readonly credentials: SimulatorCredentials;
  /** PEM of the key that callbacks are signed with: what a receiver must trust. */
  readonly publicKey: string;
  readonly spy: Spy;
  readonly faults: FaultQueue;
  /** Cuts all connections and frees the port. */
  stop(): Promise<void>;
}

/**
 * Starts an OSS of your own: uploads with V1 or V4 signatures, forms, multipart uploads, and callbacks signed and judged as
 * OSS does it.
 * @throws {Error} where the port is taken or the folder cannot be written.
 * @example
 * const oss = await startSimulator({ port: 0 });
 * const client = new OSS({ ...oss.credentials, endpoint: oss.url, region: 'oss-cn-hangzhou', bucket: 'any-name' });
 * await client.put('a.txt', Buffer.from('hello'), { callback: { url, body: 'object=${object}' } });
 * const { sent, answered } = await oss.spy.waitForCallback({ key: 'a.txt' });
 * await oss.stop();
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 9200, host = '127.0.0.1', credentials = LOCAL_CREDENTIALS } = options;
  const key = options.privateKey === undefined ? createSimulatorKey() : simulatorKeyOf(options.privateKey);
  const { spy, emit } = createSpy();
  const faults = createFaultQueue(options.faults);
  const context = await createContext(options, { privateKey: key.privateKey, emit, faults });
  const handler = createRequestHandler({
    context,
    control: { faults, publicKey: key.publicKey },
    messages: options.messages ?? 'current',
    buckets: options.buckets,
    domains: options.domains ?? {},
    origins: options.origins ?? [],
    logger: options.logger ?? silentLogger,
  });
  // Uploads may take their time as long as they go on; heads may not, though the callback parameters make them large.
  const server = createServer(
    { maxHeaderSize: 65_536, headersTimeout: 10_000, requestTimeout: 0, connectionsCheckingInterval: 1_000 },
    handler,
  );
  server.timeout = IDLE_MS;
  server.keepAliveTimeout = IDLE_MS;
  const address = await listen(server, port, host);
  return { ...address, credentials, publicKey: key.publicKey, spy, faults };
}

interface ContextParts extends Pick<OperationContext, 'emit'> {
  readonly privateKey: string;
  readonly faults: FaultQueue;
}

async function createContext(
  options: SimulatorOptions,
  { privateKey, emit, faults }: ContextParts,
): Promise<OperationContext> {
  const { clock = systemClock, credentials = LOCAL_CREDENTIALS, anonymous = false, region } = options;
  const storage = await openStorage(options.folder);
  const connectTo = options.callbackTo === undefined ? undefined : parseCallbackUrls(options.callbackTo)[0];
  const callbacks = createCallbackSender({
    storage,
    privateKey,
    owner: options.owner ?? '1000000000000001',
    timeoutMs: options.callbackTimeoutMs ?? 5_000,
    messages: options.messages ?? 'current',
    verifyCertificates: options.verifyCertificates ?? true,
    connectTo,
    formSpace: options.formSpace ?? '%20',
    clock,
    emit,
  });
  return {
    storage,
    uploads: createMultipartUploads(),
    callbacks,
    prepare: {
      // Who has his callbacks sent elsewhere names a host that may not be there yet.
      resolveHost: options.resolveHost ?? (connectTo ? undefined : systemResolveHost),
      missingUrl: options.missingUrl ?? 'refuse',
      refusePrivateAddresses: options.refusePrivateAddresses ?? false,
    },
    signatures: () => (anonymous ? undefined : { credentials, region, now: clock() }),
    takeFaults: (request) => faults.take(request),
    clock,
    emit,
  };
}
