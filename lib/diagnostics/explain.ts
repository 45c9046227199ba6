import { explainOss } from './explain-oss.ts';
import { explainOwn } from './explain-own.ts';
import { explainStatus } from './explain-status.ts';
import type { Explanation } from './explanation.ts';
import { nearestErrors } from './nearest-errors.ts';
import { readErrorText } from './read-error-text.ts';

/**
 * Explains an error: OSS's XML, a message of it old or new, an EC number, an HTTP status, what an SDK prints, an answer of this receiver,
 * one of its codes, or the name of a lint rule. Answers from the values in the text. Never throws.
 * @example
 * explain('Error status : 502.');
 */
export function explain(input: string): Explanation {
  const error = readErrorText(input);
  return (
    explainOwn(error.text) ??
    explainOss(error) ??
    explainStatus(error.text) ?? { known: false, nearest: nearestErrors(error.text) }
  );
}
