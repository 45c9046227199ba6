import { randomBytes } from 'node:crypto';
import { isUnsent, unanswered } from './no-answer.ts';
import type { ProbeContext } from './probe-context.ts';
import { withHeader, type ProbeRequest } from './probe-requests.ts';
import { failed, passed, unchecked, type ProbeOutcome } from './probe-result.ts';
import type { ProbeRule } from './probe-rule.ts';

/** A request that must be refused, and what is wrong with it. */
interface Forgery {
  readonly what: string;
  readonly request: ProbeRequest;
  readonly method?: string;
}

interface RefusalRule extends Pick<ProbeRule, 'rule' | 'title' | 'fix'> {
  /** Whether it shows something only with a callback that the server takes unchanged. */
  readonly needsGenuine?: boolean;
  readonly forge: (genuine: ProbeRequest, context: ProbeContext) => readonly Forgery[];
}

const VERIFY = 'Verify every callback: string to sign from the raw path, query and body, key from OSS alone.';

const RULES: readonly RefusalRule[] = [
  {
    rule: 'other-methods-are-refused',
    title: 'refuses methods other than POST',
    fix: 'Answer 501 or 405 to everything but POST: OSS sends nothing else.',
    forge: (request) => ['GET', 'PUT', 'DELETE'].map((method) => ({ what: method, method, request })),
  },
  {
    rule: 'missing-signatures-are-refused',
    title: 'refuses callbacks without Authorization or x-oss-pub-key-url',
    fix: VERIFY,
    forge: ({ headers, ...request }) => [
      { what: 'no Authorization', request: { ...request, headers: withHeader(headers, 'Authorization', undefined) } },
      { what: 'no key URL', request: { ...request, headers: withHeader(headers, 'x-oss-pub-key-url', undefined) } },
      { what: 'an empty Authorization', request: { ...request, headers: withHeader(headers, 'Authorization', '') } },
    ],
  },
  {
    rule: 'forged-signatures-are-refused',
    title: 'refuses signatures that OSS did not make',
    fix: VERIFY,
    forge: ({ headers, ...request }, context) => [
      {
        what: 'random octets',
        request: { ...request, headers: withHeader(headers, 'Authorization', randomBytes(64).toString('base64')) },
      },
      { what: 'no base64', request: { ...request, headers: withHeader(headers, 'Authorization', '!'.repeat(88)) } },
      { what: "a forger's key", request: context.signed(context.forger.privateKey) },
    ],
  },
  {
    rule: 'tampered-callbacks-are-refused',
    title: 'refuses a callback of which body, query or path was changed',
    fix: VERIFY,
    needsGenuine: true,
    forge: ({ url, ...request }) => {
      const octet = Buffer.from(request.body);
      octet.writeUInt8(octet.readUInt8(octet.length - 1) ^ 1, octet.length - 1);
      const mark = url.query === '' ? '?' : '&';
      return [
        { what: 'one bit of the body', request: { ...request, url, body: octet } },
        { what: 'a parameter more', request: { ...request, url: { ...url, query: `${url.query}${mark}probe=1` } } },
        { what: 'a longer path', request: { ...request, url: { ...url, path: `${url.path}/probe` } } },
      ];
    },
  },
];

/** What keeps forgers out. Each sends requests to the server that it must not take. */
export const REFUSAL_RULES: readonly ProbeRule[] = RULES.map(({ forge, needsGenuine, ...words }) => ({
  ...words,
  async check(context) {
    const genuine = await context.genuine('application/x-www-form-urlencoded');
    if (genuine.isTelling) return judgeForgeries(forge(genuine.request, context), context);
    if (needsGenuine)
      return unchecked('it takes no genuine callback that could be changed: give --key with a key that it trusts');
    return judgeForgeries(forge(context.signed(context.forger.privateKey), context), context);
  },
}));

/** Sends forgeries one after another; the first one that is taken tells. */
export async function judgeForgeries(forgeries: readonly Forgery[], context: ProbeContext): Promise<ProbeOutcome> {
  const { isTelling, exchange: first } = await context.genuine('application/x-www-form-urlencoded');
  if (isUnsent(first.answer)) return unchecked(unanswered(first));
  const seen: { what: string; status: number }[] = [];
  for (const { what, request, method } of forgeries) {
    const exchange = await context.send(request, method === undefined ? {} : { method });
    const { answer } = exchange;
    if (answer.kind === 'timeout') return failed(`${what}: ${unanswered(exchange)}`);
    if (answer.kind !== 'response') {
      // A server that answers nobody refuses nobody: only one that took the genuine callback can hang up on a forger.
      if (answer.kind === 'refused' || first.answer.kind !== 'response') return unchecked(unanswered(exchange));
    }
    const status = answer.kind === 'response' ? answer.status : 0;
    if (status >= 200 && status < 300) return failed(`${what}: status ${status}`);
    seen.push({ what, status });
  }
  // A server that knows nothing at this path refuses everything, and shows nothing by it.
  if (!isTelling && seen.every(({ status }) => status === 404))
    return unchecked('nothing is served at this path (404)');
  return passed(seen.map(({ what, status }) => `${what}: ${status || 'hung up'}`).join(', '));
}
