import type { CallbackParameters } from './validate-callback.ts';

/** What was recognised in a text that holds callback parameters. */
export interface CallbackInput {
  /** The kind of text; `unknown` where nothing was found in it. */
  readonly kind: 'json' | 'base64' | 'headers' | 'url' | 'form' | 'curl' | 'source' | 'unknown';
  /** The text as given. */
  readonly text: string;
  /** What would reach OSS. */
  readonly parameters: CallbackParameters;
  /** Custom variables of a PostObject form: fields of their own. */
  readonly formVars?: Readonly<Record<string, string>>;
  /** A field `callback-var` in a form, which OSS does not know. */
  readonly formCallbackVar?: string;
  /** The PostObject policy as in its field: base64 of JSON. */
  readonly policy?: string;
  /** Whether custom variables would be seen here if there were any: `false` for a lone callback. */
  readonly isWhole: boolean;
  /** In source code: fields that are set there, but to a value that only running the code would tell. */
  readonly unseen?: readonly string[];
  /** In source code: names in `${}` that the programming language fills in itself, with their place in the text. */
  readonly interpolated?: readonly { readonly name: string; readonly offset: number }[];
}

/** Turns a text into {@link CallbackInput}; `undefined` where it is not the kind of text that this reader knows. */
export type InputReader = (text: string) => CallbackInput | undefined;
