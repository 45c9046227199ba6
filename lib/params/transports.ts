import { encodeBase64 } from './base64.ts';
import type { CallbackVars } from './callback.ts';

/** The three ways in which callback parameters travel; an upload uses exactly one of them. */
export interface CallbackTransports {
  /** For PutObject and CompleteMultipartUpload; they are part of what the client signs. */
  readonly headers: Readonly<Record<string, string>>;
  /** For a presigned URL: values before percent-encoding. They are part of what is signed. */
  readonly query: Readonly<Record<string, string>>;
  /** The same as text, percent-encoded, without `?`. */
  readonly queryString: string;
  /** For PostObject: fields before the file; each variable is a field of its own, as it is. */
  readonly formFields: Readonly<Record<string, string>>;
}

/** Writes callback JSON and variables in all three ways. */
export function callbackTransports(json: string, vars: CallbackVars): CallbackTransports {
  const callback = encodeBase64(json);
  const hasVars = Object.keys(vars).length > 0;
  const callbackVar = hasVars ? encodeBase64(JSON.stringify(vars)) : undefined;
  const query = { callback, ...(callbackVar !== undefined && { 'callback-var': callbackVar }) };
  return {
    headers: { 'x-oss-callback': callback, ...(callbackVar !== undefined && { 'x-oss-callback-var': callbackVar }) },
    query,
    queryString: Object.entries(query)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&'),
    formFields: { callback, ...vars },
  };
}
