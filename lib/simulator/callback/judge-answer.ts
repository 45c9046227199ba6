import type { MessageStyle } from '../oss-reply.ts';
import { parseXml } from '../xml.ts';
import type { CallbackAnswer, CallbackPhase, ContentLengthState } from './callback-answer.ts';

/** OSS's judgement of a callback's answer: what the uploader is given, or why he is told `CallbackFailed`. */
export type AnswerVerdict =
  | { readonly ok: true; readonly body: Uint8Array; readonly contentType: string }
  | { readonly ok: false; readonly ec: string; readonly message: string };

/** Options of {@link judgeAnswer}. */
export interface JudgeOptions {
  /** Today's wording, or that of the older documents. Default `current`. */
  readonly messages?: MessageStyle;
  /** Host and port of the callback server, which the old time-out message names. */
  readonly address: string;
  /** How long OSS waits, which the old time-out message names. */
  readonly timeoutMs: number;
}

const failed = (ec: string, message: string): AnswerVerdict => ({ ok: false, ec, message });
const STATUS_EC = '0007-00000203';
const NOT_JSON = failed('0007-00000205', 'Response body is not valid json format.');

/**
 * Judges what a callback server answered as OSS does: status exactly 200, a Content-Length of at most 1 MB, a body of JSON
 * without byte order mark (or of XML that says so).
 * https://help.aliyun.com/zh/oss/http-status-code-203
 */
export function judgeAnswer(answer: CallbackAnswer, options: JudgeOptions): AnswerVerdict {
  if (answer.kind === 'timeout') return judgeTimeout(answer.phase, options);
  if (answer.kind === 'refused') return failed(STATUS_EC, 'Error status : 502.');
  if (answer.kind === 'unreachable') return judgeUnreachable(options);
  if (answer.status !== 200) return failed(STATUS_EC, `Error status : ${answer.status}.`);
  if (answer.contentLength !== 'good') return failed(STATUS_EC, LENGTH_MESSAGES[answer.contentLength]);
  return judgeBody(answer.body, answer.headers['content-type']);
}

// OSS says `400` here whatever the server's status was.
const LENGTH_MESSAGES: Readonly<Record<Exclude<ContentLengthState, 'good'>, string>> = {
  missing: 'Error Status : 400.User server missing content-length.',
  invalid: 'Error Status : 400.User server return invalid content-length value.',
  'too-long': 'Error Status : 400.User server return too long content-length value.',
};
const CANNOT_CONNECT = 'Error status : -1. OSS can not connect to your callbackUrl, please check it.';

function judgeTimeout(phase: CallbackPhase, { messages, address, timeoutMs }: JudgeOptions): AnswerVerdict {
  if (messages !== 'classic') return failed('0007-00000202', 'Cost too long time.');
  if (phase !== 'reply') return failed(STATUS_EC, CANNOT_CONNECT);
  const cost = `cost:${timeoutMs}ms, timeout:${timeoutMs}ms (err -4, errno115)`;
  return failed(STATUS_EC, `Error status : -1 ${address} reply timeout, ${cost}`);
}

function judgeUnreachable({ messages }: JudgeOptions): AnswerVerdict {
  return failed(STATUS_EC, messages === 'classic' ? CANNOT_CONNECT : 'Error status : 502.');
}

function judgeBody(body: Uint8Array, contentType = ''): AnswerVerdict {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return NOT_JSON;
  }
  if (/^application\/xml\b/i.test(contentType) && parseXml(text) !== undefined) {
    return { ok: true, body, contentType: 'application/xml' };
  }
  return isJson(text) ? { ok: true, body, contentType: 'application/json' } : NOT_JSON;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
