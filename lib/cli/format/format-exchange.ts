import { isUtf8 } from 'node:buffer';
import { explain } from '../../diagnostics/explain.ts';
import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import { formatText } from '../../diagnostics/format-text.ts';
import type { CallbackExchange } from '../../simulator/callback/exchange-callback.ts';
import type { AnswerVerdict } from '../../simulator/callback/judge-answer.ts';
import type { Colour } from './colour.ts';

/** One callback that was sent, and what came back. */
export interface SentExchange extends CallbackExchange {
  readonly url: string;
  /** The request, octet for octet. */
  readonly sent: Uint8Array;
  readonly verdict: AnswerVerdict;
}

/** Options of {@link formatExchange}. */
export interface FormatExchangeOptions {
  readonly colour: Colour;
  /** Whether {@link FormatExchangeOptions.colour} colours. */
  readonly isColourful: boolean;
}

/** Writes an exchange for a person: what was sent, what came back, what OSS would make of it, and why. */
export function formatExchange(exchange: SentExchange, { colour, isColourful }: FormatExchangeOptions): string {
  const { url, sent, received, elapsedMs, answer, verdict } = exchange;
  const outcome =
    answer.kind === 'response' ? lines(received) : [answer.kind === 'timeout' ? 'no answer in time' : answer.reason];
  return [
    colour('bold', `To ${escapeUnseen(url)}`),
    ...lines(sent).map((line) => colour('dim', `  ${line}`)),
    '',
    colour('bold', `After ${elapsedMs} ms`),
    ...outcome.map((line) => `  ${line}`),
    '',
    verdict.ok
      ? `${colour('green', 'OSS would be content')}: the uploader gets this body, with status 200.`
      : `${colour('red', 'OSS would answer 203 CallbackFailed')}: ${verdict.message} (${verdict.ec})`,
    ...(verdict.ok ? [] : ['', formatText(explain(verdict.message), { color: isColourful })]),
    '',
  ].join('\n');
}

/** The same as JSON. */
export function exchangeToJson({ url, sent, received, elapsedMs, answer, verdict }: SentExchange): object {
  return {
    url,
    request: textOrBase64(sent),
    answer: answer.kind === 'response' ? { status: answer.status, headers: answer.headers } : answer,
    received: textOrBase64(received),
    elapsedMs,
    verdict: verdict.ok
      ? { ok: true }
      : { ok: false, status: 203, code: 'CallbackFailed', ec: verdict.ec, message: verdict.message },
    ...(verdict.ok ? {} : { explanation: explain(verdict.message) }),
  };
}

const MAX_LINES = 60;

function lines(octets: Uint8Array): string[] {
  const all = Buffer.from(octets).toString('utf8').split(/\r?\n/).map(escapeUnseen);
  return all.length > MAX_LINES ? [...all.slice(0, MAX_LINES), `… ${all.length - MAX_LINES} more lines`] : all;
}

function textOrBase64(octets: Uint8Array): string | { readonly base64: string } {
  const buffer = Buffer.from(octets);
  return isUtf8(buffer) ? buffer.toString('utf8') : { base64: buffer.toString('base64') };
}
