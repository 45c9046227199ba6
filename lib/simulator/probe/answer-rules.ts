import type { CallbackBodyType } from '../../params/callback.ts';
import { judgeAnswer } from '../callback/judge-answer.ts';
import { hostAndPort } from '../callback/callback-headers.ts';
import type { CallbackAnswer } from '../callback/callback-answer.ts';
import { absenceOf, isUnsent, unanswered } from './no-answer.ts';
import type { GenuineTry, ProbeContext } from './probe-context.ts';
import { failed, passed, unchecked, type ProbeOutcome } from './probe-result.ts';
import type { ProbeRule } from './probe-rule.ts';

type Response = CallbackAnswer & { readonly kind: 'response' };

const FORM: CallbackBodyType = 'application/x-www-form-urlencoded';
const JSON_TYPE: CallbackBodyType = 'application/json';

/**
 * What OSS demands of the answer to a genuine callback.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export const ANSWER_RULES: readonly ProbeRule[] = [
  {
    rule: 'server-answers-in-time',
    title: 'answers within 5 seconds',
    fix: 'Acknowledge first and work later: put the callback on a queue, keep functions warm.',
    async check(context) {
      const { exchange } = await context.genuine(FORM);
      const { answer, elapsedMs } = exchange;
      if (answer.kind === 'response') return passed(`after ${elapsedMs} ms`);
      const absence = absenceOf(answer);
      if (absence) return { status: 'failed', ...absence };
      if (answer.kind === 'timeout')
        return answer.phase === 'tls' ? SLOW_TLS : failed(`no whole answer within ${context.timeoutMs} ms`);
      // Over https it may be TLS, whose own rules say so.
      if (context.url.scheme === 'https') return unchecked(unanswered(exchange));
      return {
        ...failed(unanswered(exchange)),
        fix: 'Look into its log why it ends the connection without an answer.',
      };
    },
  },
  onAnswer({
    rule: 'answer-is-no-redirect',
    title: 'does not redirect',
    fix: 'OSS follows no redirect: put the final URL into callbackUrl, with its scheme and slash.',
    look: ({ status, headers }) =>
      status >= 300 && status < 400
        ? failed(`status ${status} to ${headers['location'] ?? 'nowhere'}`)
        : passed(`status ${status}`),
  }),
  onAnswer({
    rule: 'answer-has-status-200',
    title: 'answers a genuine callback with status 200, not another 2xx',
    fix: 'Answer 200; 201, 202 and 204 are failures to OSS.',
    look: ({ status }) => (status === 200 ? passed('200') : failed(`status ${status}`)),
  }),
  onAnswer({
    rule: 'answer-states-content-length',
    title: 'states Content-Length',
    fix: 'Send the answer as one whole, with its length in octets.',
    look: ({ contentLength, headers }) =>
      contentLength === 'missing' || contentLength === 'invalid'
        ? failed(contentLength === 'missing' ? 'it is missing' : 'it is not a number')
        : passed(headers['content-length'] ?? ''),
  }),
  onAnswer({
    rule: 'answer-is-not-chunked',
    title: 'does not send the answer in chunks',
    fix: 'Switch off streaming and compression for this route, or set Content-Length yourself.',
    look: ({ headers }) => {
      const encoding = headers['transfer-encoding'];
      return encoding === undefined ? passed('no Transfer-Encoding') : failed(`Transfer-Encoding: ${encoding}`);
    },
  }),
  onAnswer({
    rule: 'answer-is-at-most-1-mb',
    title: 'answers with at most 1 MB',
    fix: 'Answer {"Status":"OK"}; the uploader gets this very body.',
    look: ({ contentLength, headers }) =>
      contentLength === 'too-long' ? failed(`${headers['content-length'] ?? ''} octets`) : passed('within it'),
  }),
  onBody({
    rule: 'answer-has-no-bom',
    title: 'begins the answer without a byte order mark',
    fix: 'Save the file that writes the answer as UTF-8 without BOM.',
    look: (body) => (hasBom(body) ? failed('EF BB BF comes first') : passed('none')),
  }),
  onBody({
    rule: 'answer-is-json',
    title: 'answers with JSON',
    fix: 'Answer {"Status":"OK"}; plain text, HTML and an empty body are failures to OSS.',
    look: (body) => (isJson(hasBom(body) ? body.subarray(3) : body) ? passed('valid JSON') : failed(excerpt(body))),
  }),
  takes(FORM, 'callbacks-with-a-form-are-taken', 'takes callbacks with a form as body'),
  takes(JSON_TYPE, 'callbacks-with-json-are-taken', 'takes callbacks with JSON as body'),
];

// A handshake that is slow once, as at a cold start, is no fault of TLS, but OSS does not wait for it either.
const SLOW_TLS: ProbeOutcome = {
  ...failed('TLS was not agreed on in time'),
  fix: 'See what is said of TLS below; if all is well there, only the first handshake was slow: keep functions warm.',
};

type RuleWords = Pick<ProbeRule, 'rule' | 'title' | 'fix'>;

function onAnswer({ look, ...words }: RuleWords & { look: (answer: Response) => ProbeOutcome }): ProbeRule {
  return {
    ...words,
    async check(context) {
      const genuine = await context.genuine(FORM);
      const { answer } = genuine.exchange;
      if (answer.kind !== 'response') return unchecked(unanswered(genuine.exchange));
      return genuine.isTelling ? look(answer) : unchecked(refused(genuine));
    },
  };
}

function onBody({ look, ...words }: RuleWords & { look: (body: Uint8Array) => ProbeOutcome }): ProbeRule {
  return onAnswer({
    ...words,
    look: ({ contentLength, body }) =>
      contentLength === 'good' ? look(body) : unchecked('OSS reads no body without a good Content-Length'),
  });
}

function takes(bodyType: CallbackBodyType, rule: string, title: string): ProbeRule {
  const fix = 'Verify and answer before looking into the body; whatever it holds, OSS wants 200 and JSON.';
  return {
    rule,
    title,
    fix,
    async check(context: ProbeContext) {
      const [genuine, { exchange: first }] = await Promise.all([context.genuine(bodyType), context.genuine(FORM)]);
      // Whoever answers no body at all says nothing about this one.
      if (isBroken(genuine.exchange.answer) && isBroken(first.answer)) return unchecked(unanswered(genuine.exchange));
      if (!genuine.isTelling) return unchecked(refused(genuine));
      const address = hostAndPort(context.url);
      const verdict = judgeAnswer(genuine.exchange.answer, { address, timeoutMs: context.timeoutMs });
      return verdict.ok ? passed('OSS would be content') : failed(verdict.message);
    },
  };
}

/** Whether there is no answer for another reason than that the server takes long over the request. */
function isBroken(answer: CallbackAnswer): boolean {
  return answer.kind === 'refused' || answer.kind === 'unreachable' || isUnsent(answer);
}

function refused({ request, exchange }: GenuineTry): string {
  const status = exchange.answer.kind === 'response' ? exchange.answer.status : '';
  const target = request.url.path + request.url.query;
  return `it refused a callback for ${target} that OSS did sign once (status ${status}): give --key with a key that it trusts`;
}

const BOM = Buffer.from('\uFEFF');

function hasBom(body: Uint8Array): boolean {
  return BOM.equals(body.subarray(0, BOM.length));
}

function isJson(body: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
    return true;
  } catch {
    return false;
  }
}

function excerpt(body: Uint8Array): string {
  return body.length === 0 ? 'the body is empty' : JSON.stringify(Buffer.from(body.subarray(0, 60)).toString());
}
