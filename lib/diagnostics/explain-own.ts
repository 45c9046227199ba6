import type { OssCallbackErrorCode } from '../errors.ts';
import { RULE_CODES } from '../params/rule-code.ts';
import { ERROR_WORDS } from './error-words.ts';
import type { KnownExplanation } from './explanation.ts';
import { RULE_WORDS } from './rule-words.ts';

// What the receiver tells a caller says less than its log, on purpose; this is the likeliest cause of each.
const WIRE_CODES: ReadonlyMap<string, OssCallbackErrorCode> = new Map([
  ['InvalidCallback', 'ERR_SIGNATURE_MISMATCH'],
  ['NotFound', 'ERR_PATH_NOT_FOUND'],
  ['TooLarge', 'ERR_BODY_TOO_LARGE'],
  ['UnsupportedMethod', 'ERR_METHOD_NOT_SUPPORTED'],
  ['TryAgain', 'ERR_NOT_DURABLE'],
]);

/** Explains a code of ours, an answer of our receiver, or a lint rule; `undefined` where the text holds none. */
export function explainOwn(text: string): KnownExplanation | undefined {
  const code = /\bERR_[A-Z_]+\b/.exec(text)?.[0];
  if (code !== undefined && Object.hasOwn(ERROR_WORDS, code)) return own(code as OssCallbackErrorCode);
  const wire = /"Status"\s*:\s*"Error"/.test(text) ? /"Code"\s*:\s*"(\w+)"/.exec(text)?.[1] : text.trim();
  const cause = WIRE_CODES.get(wire ?? '');
  if (cause !== undefined) return fromWire(own(cause));
  const rule = RULE_CODES.find((each) => each === text.trim());
  return rule && { known: true, code: rule, ...RULE_WORDS[rule].words, values: {}, evidence: [] };
}

/** A mismatch is the likeliest cause of its answer only: a refused ticket has the same. */
function fromWire(likeliest: KnownExplanation): KnownExplanation {
  if (likeliest.code !== 'ERR_SIGNATURE_MISMATCH') return likeliest;
  return {
    ...likeliest,
    title: `${likeliest.title}, or it carries no valid ticket (TRUST=ticket)`,
    fix: [...likeliest.fix, 'Where the log says ERR_TICKET_INVALID, explain that: it is the ticket.'],
  };
}

const own = (code: OssCallbackErrorCode): KnownExplanation => ({
  known: true,
  code,
  ...ERROR_WORDS[code],
  values: {},
  evidence: [],
});
