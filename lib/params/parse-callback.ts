import { CallbackInvalidError } from '../errors.ts';
import { decodeBase64 } from './base64.ts';
import { type Callback, type CallbackBodyType, type CallbackVars, DEFAULT_BODY_TYPE } from './callback.ts';
import { validateCallback } from './validate-callback.ts';

/** Callback parameters as a program uses them; `buildCallback` takes the same shape. */
export interface ParsedCallback {
  /** In the order in which OSS tries them. */
  readonly urls: readonly string[];
  readonly host?: string;
  readonly body: string;
  readonly bodyType: CallbackBodyType;
  readonly sni: boolean;
  readonly vars: CallbackVars;
}

/**
 * Reads the base64 of a `callback` and, where there is one, of its `callback-var`. Defaults are filled in as OSS does.
 * @throws {CallbackInvalidError} where OSS would refuse them; whether a host is public is not looked at.
 */
export function parseCallback(callback: string, callbackVar?: string): ParsedCallback {
  const refusal = validateCallback(
    { header: callback || '=', headerVar: callbackVar },
    { refusePrivateAddresses: false },
  );
  if (refusal) throw new CallbackInvalidError(refusal);
  // The casts hold: validateCallback has looked at every field.
  const fields = JSON.parse(decodeBase64(callback) as string) as Callback;
  const vars = JSON.parse((callbackVar && decodeBase64(callbackVar)) || '{}') as CallbackVars;
  return {
    urls: fields.callbackUrl.split(';'),
    ...(fields.callbackHost !== undefined && { host: fields.callbackHost }),
    body: fields.callbackBody,
    bodyType: fields.callbackBodyType ?? DEFAULT_BODY_TYPE,
    sni: fields.callbackSNI === true,
    vars,
  };
}
