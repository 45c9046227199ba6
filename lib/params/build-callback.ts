import { CallbackInvalidError } from '../errors.ts';
import { encodeBase64 } from './base64.ts';
import { type BuildCallbackOptions, readBuildOptions } from './build-options.ts';
import type { Callback, CallbackVars } from './callback.ts';
import { type CallbackTransports, callbackTransports } from './transports.ts';
import { validateCallback } from './validate-callback.ts';

/** A callback, ready to be sent with an upload. */
export interface BuiltCallback extends CallbackTransports {
  readonly callback: Callback;
  readonly vars: CallbackVars;
  /** `callback` as JSON; its base64 is what OSS takes. */
  readonly json: string;
  readonly base64: string;
}

/**
 * Builds callback parameters that OSS takes: JSON in UTF-8 in base64, as headers, query or form fields.
 * Private addresses are let through, for a local OSS takes them.
 * @example
 * const { headers } = buildCallback({ url: 'https://example.com/callback', vars: { 'x:user': '42' } });
 * @throws {TypeError} where an option is unknown, missing, or of the wrong kind.
 * @throws {CallbackInvalidError} where OSS would refuse the upload: more than five URLs, a host that cannot be,
 * more than 5 KB, a stray `$`.
 */
export function buildCallback(options: BuildCallbackOptions): BuiltCallback {
  const { callback, vars } = readBuildOptions(options);
  const json = JSON.stringify(callback);
  const base64 = encodeBase64(json);
  const transports = callbackTransports(json, vars);
  const refusal = validateCallback(
    { header: base64, headerVar: transports.headers['x-oss-callback-var'] },
    { refusePrivateAddresses: false },
  );
  if (refusal) throw new CallbackInvalidError(refusal);
  return { callback, vars, json, base64, ...transports };
}
