import { pause } from '../../clock.ts';
import { createSimulatorKey } from '../simulator-key.ts';
import type { Fault } from '../fault.ts';
import { callbackHeaders, callbackOctets, hostAndPort, type UnsignedCallback } from './callback-headers.ts';
import type { ExchangeOptions } from './callback-target.ts';
import { exchangeCallback, type CallbackExchange } from './exchange-callback.ts';
import { judgeAnswer, type AnswerVerdict, type JudgeOptions } from './judge-answer.ts';

/** What {@link sendCallback} sends: one callback to one URL. */
export interface OutgoingCallback extends Omit<UnsignedCallback, 'now'> {
  readonly sni: boolean;
}

/** Options of {@link sendCallback}. */
export interface SendCallbackOptions extends ExchangeOptions, Pick<JudgeOptions, 'messages'> {
  /** PEM of the key to sign with. */
  readonly privateKey: string;
  /** Milliseconds since the epoch, for `Date`. */
  readonly now: number;
  /** Default none. */
  readonly faults?: readonly Fault[];
  /** Told the request's octets when they leave. */
  readonly onSend?: (octets: Uint8Array) => void;
}

/** A callback that was sent, and OSS's judgement of its answer. */
export interface SentCallback extends CallbackExchange {
  readonly verdict: AnswerVerdict;
}

/** Signs a callback, sends it to one URL within the time limit, and judges the answer. Never rejects for what the network does. */
export async function sendCallback(callback: OutgoingCallback, options: SendCallbackOptions): Promise<SentCallback> {
  const { faults = [] } = options;
  const has = (kind: Fault['kind']): boolean => faults.some((fault) => fault.kind === kind);
  const key = has('other-key') ? createSimulatorKey().privateKey : options.privateKey;
  const headers = callbackHeaders({ ...callback, now: options.now }, key);
  const octets = callbackOctets(
    callback,
    has('wrong-signature') ? headers.map(spoilSignature) : headers,
    has('http-1.0') ? '1.0' : '1.1',
  );
  options.onSend?.(octets);
  const exchange = has('lose')
    ? await loseCallback(options.timeoutMs)
    : await exchangeCallback(callback, octets, options);
  return { ...exchange, verdict: judgeAnswer(exchange.answer, { ...options, address: hostAndPort(callback.url) }) };
}

function spoilSignature([name, value]: readonly [string, string]): readonly [string, string] {
  if (name !== 'Authorization') return [name, value];
  const signature = Buffer.from(value, 'base64');
  signature.writeUInt8(signature.readUInt8(0) ^ 1, 0);
  return [name, signature.toString('base64')];
}

async function loseCallback(timeoutMs: number): Promise<CallbackExchange> {
  await pause(timeoutMs);
  const answer = { kind: 'timeout', phase: 'reply', elapsedMs: timeoutMs } as const;
  return { answer, received: new Uint8Array(), elapsedMs: timeoutMs };
}
