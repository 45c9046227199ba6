import type { Fix } from './finding.ts';
import type { LintContext } from './lint-context.ts';

/** A piece of the template, in UTF-16 units, and what is to stand there instead. */
export interface BodyChange {
  readonly from: number;
  /** Exclusive; as `from` where nothing is to be taken away. */
  readonly to: number;
  readonly text: string;
}

/** Puts another text in place of a piece of the template. */
export function bodyFix({ body = '' }: Pick<LintContext, 'body'>, { from, to, text }: BodyChange): Fix {
  return { target: 'callback', set: { callbackBody: `${body.slice(0, from)}${text}${body.slice(to)}` } };
}
