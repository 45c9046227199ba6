import { PubKeyNotFoundError, PubKeyUnavailableError } from '../errors.ts';
import { importPubKey, type PubKey } from './pub-key.ts';
import { workingEngine } from './published-pub-key.ts';

/** What is used of `fetch`. */
export type FetchKey = (
  url: string,
  init: { readonly redirect: 'manual'; readonly signal: AbortSignal },
) => Promise<Pick<Response, 'status' | 'body'>>;

// Of the 5 s that OSS waits, a key may cost this much; the rest is for the queue.
const FETCH_TIMEOUT_MS = 1_500;
const MAX_PEM_BYTES = 16_384;

/**
 * Fetches one public key: 200 only, no redirects, 16 KiB and 1.5 s at most.
 * @throws {PubKeyNotFoundError} where the host says 404.
 * @throws {PubKeyUnavailableError} for every other answer, a silence, or something that is not a key.
 */
export async function fetchPubKey(url: string, fetchKey: FetchKey): Promise<PubKey> {
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  let pem: string;
  try {
    const response = await fetchKey(url, { redirect: 'manual', signal });
    if (response.status !== 200) await response.body?.cancel();
    if (response.status === 404) throw new PubKeyNotFoundError(url);
    if (response.status !== 200) throw new PubKeyUnavailableError(url, `status ${response.status}`);
    pem = await readText(url, response.body);
  } catch (cause) {
    if (cause instanceof PubKeyNotFoundError || cause instanceof PubKeyUnavailableError) throw cause;
    throw new PubKeyUnavailableError(url, signal.aborted ? 'no answer in time' : 'no connection', { cause });
  }
  try {
    return importPubKey(pem, workingEngine());
  } catch (cause) {
    throw new PubKeyUnavailableError(url, 'not a public key', { cause });
  }
}

async function readText(url: string, body: ReadableStream<Uint8Array> | null): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_PEM_BYTES) throw new PubKeyUnavailableError(url, `more than ${MAX_PEM_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
