import type { KnownExplanation } from './explanation.ts';
import { argumentEvidence, type Evidence } from './evidence.ts';
import { KNOWN_ERRORS, type KnownError } from './known-errors.ts';
import { errorValues } from './error-values.ts';
import type { ErrorText } from './read-error-text.ts';
import { statusWords } from './status-words.ts';

/** Explains an error of OSS by its message, or else by its number; `undefined` where it is none. */
export function explainOss(error: ErrorText): KnownExplanation | undefined {
  const known = find(error);
  if (!known) return undefined;
  const ec = error.ec ?? known.ecs[0];
  return {
    known: true,
    code: known.name,
    ...(ec !== undefined && { ec }),
    ...known.words,
    ...byStatus(known, errorValues(error)['status']),
    values: errorValues(error),
    evidence: [...argument(known, error), ...messageEvidence(error)],
  };
}

function find({ text, message, ec }: ErrorText): KnownError | undefined {
  // The message says more than the number, which several messages share, and more than the rest of the text.
  return (
    KNOWN_ERRORS.find((known) => message !== undefined && isSpecific(known) && known.message.test(message)) ??
    KNOWN_ERRORS.find((known) => ec !== undefined && known.ecs.includes(ec)) ??
    KNOWN_ERRORS.find((known) => isSpecific(known) && known.message.test(text)) ??
    KNOWN_ERRORS.find((known) => known.message.test(text))
  );
}

const isSpecific = ({ name }: KnownError): boolean => name !== 'callback-failed' && name !== 'invalid-argument';

/** The cause and the fix for the very status, where there are such. */
function byStatus({ name, words }: KnownError, status: string | undefined): Partial<KnownExplanation> {
  if (name !== 'callback-status' || status === undefined) return {};
  const found = statusWords(Number(status));
  return {
    title: `${words.title}: ${status}`,
    ...(found && { cause: found.cause, fix: [...found.fix, ...words.fix] }),
  };
}

function argument(known: KnownError, { argumentValue }: ErrorText): Evidence[] {
  return argumentValue === undefined ? [] : argumentEvidence(known.name, argumentValue);
}

function messageEvidence(error: ErrorText): Evidence[] {
  const { status, costMs, timeoutMs } = errorValues(error);
  return [
    ...(status === undefined ? [] : [{ text: `The status in the message is ${status}.` }]),
    ...(costMs === undefined
      ? []
      : [{ text: `OSS gave up after ${costMs} ms (its limit is ${timeoutMs ?? '5000'} ms).` }]),
  ];
}
