import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { CallbackAnswer, ContentLengthState } from './callback-answer.ts';
import type { CallbackTarget, ExchangeOptions } from './callback-target.ts';
import { connectCallback } from './connect-callback.ts';

/** What came of a callback request. */
export interface CallbackExchange {
  readonly answer: CallbackAnswer;
  /** The answer, octet for octet, as far as it was read. */
  readonly received: Uint8Array;
  readonly elapsedMs: number;
}

// https://www.alibabacloud.com/help/en/oss/developer-reference/callback
const MAX_ANSWER_BYTES = 1_048_576;

/**
 * Sends the octets of one callback request as OSS does: no redirects, no retry, one connection for it alone. Never rejects.
 */
export async function exchangeCallback(
  target: CallbackTarget,
  octets: Uint8Array,
  options: ExchangeOptions,
): Promise<CallbackExchange> {
  const start = performance.now();
  const elapsedMs = (): number => Math.round(performance.now() - start);
  const connection = connectCallback(target, octets, options);
  const answer = await new Promise<CallbackAnswer>((resolve) => {
    const timer = setTimeout(() => {
      resolve({ kind: 'timeout', phase: connection.phase(), elapsedMs: elapsedMs() });
    }, options.timeoutMs);
    const settle = (result: CallbackAnswer): void => {
      clearTimeout(timer);
      resolve(result);
    };
    // Node's parser reads the answer; what it would write is dropped, for the octets of the request are ours.
    const reader = httpRequest({ createConnection: () => connection.duplex, method: 'POST', setHost: false });
    let answered: IncomingMessage | undefined;
    reader.once('response', (response) => {
      answered = response;
      response.on('error', () => undefined);
      readAnswer(response).then(settle, (error: unknown) => {
        settle(failure(error));
      });
    });
    reader.on('error', (error) => {
      // What follows an answer that is complete, such as a body behind a 204, changes nothing of it.
      if (answered?.complete !== true) settle(failure(error));
    });
    reader.end();
  });
  connection.close();
  return { answer, received: connection.received(), elapsedMs: elapsedMs() };
}

async function readAnswer(response: IncomingMessage): Promise<CallbackAnswer> {
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  const status = response.statusCode ?? 0;
  const contentLength = lengthState(headers['content-length']);
  const chunks: Uint8Array[] = [];
  if (contentLength === 'good') for await (const chunk of response) chunks.push(chunk as Uint8Array);
  return { kind: 'response', status, headers, contentLength, body: Buffer.concat(chunks) };
}

function lengthState(value: string | undefined): ContentLengthState {
  if (value === undefined) return 'missing';
  if (!/^\d+$/.test(value)) return 'invalid';
  return Number(value) > MAX_ANSWER_BYTES ? 'too-long' : 'good';
}

function failure(error: unknown): CallbackAnswer {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'HPE_INVALID_CONTENT_LENGTH') {
    return { kind: 'response', status: 200, headers: {}, contentLength: 'invalid', body: new Uint8Array() };
  }
  return { kind: code === 'ECONNREFUSED' ? 'refused' : 'unreachable', reason: code || message };
}
