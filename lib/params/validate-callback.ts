import { decodeBase64 } from './base64.ts';
import { BODY_TYPES, DEFAULT_BODY_TYPE, LIMITS } from './callback.ts';
import { callbackUrlProblem, parseCallbackUrls } from './callback-url.ts';
import { hostKind, isPrivateAddress } from './host-kind.ts';
import { parseJsonObject } from './parse-json-object.ts';
import { parseTemplate } from './parse-template.ts';
import { refuse, type Refusal } from './refusal.ts';
import { validateVars } from './validate-vars.ts';

/** The callback parameters of one upload, by the way they came. Query values are percent-decoded, once. */
export interface CallbackParameters {
  /** Header `x-oss-callback`. */
  readonly header?: string | undefined;
  /** Query parameter `callback`. */
  readonly query?: string | undefined;
  /** Field `callback` of a PostObject form. */
  readonly form?: string | undefined;
  /** Header `x-oss-callback-var`. */
  readonly headerVar?: string | undefined;
  /** Query parameter `callback-var`. */
  readonly queryVar?: string | undefined;
}

/** What may be left to the caller. */
export interface ValidateOptions {
  /** Whether loopback and private addresses are refused, as OSS does. Default `true`. */
  readonly refusePrivateAddresses?: boolean;
  /** Addresses by host, looked up by the caller; none for a host that does not resolve. A host not listed is not judged. */
  readonly addresses?: ReadonlyMap<string, readonly string[]>;
  /** OSS's documents disagree about a missing `callbackUrl`: refused, or as if there were no callback. Default `refuse`. */
  readonly missingUrl?: 'refuse' | 'ignore';
  /** Names of the callback policies of the bucket. Default none. */
  readonly callbackPolicies?: readonly string[];
}

/**
 * Judges callback parameters as OSS does when the upload arrives. Returns the first refusal, or `undefined` where the upload
 * may go on. Never throws. An empty parameter counts as absent.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000001 and following
 */
export function validateCallback(parameters: CallbackParameters, options: ValidateOptions = {}): Refusal | undefined {
  const { header, query, form, headerVar, queryVar } = parameters;
  if (header && query) return refuse('callback-twice', query);
  if (headerVar && queryVar) return refuse('callback-var-twice', queryVar);
  const encoded = header || query || form;
  // Variables without a callback are not looked at: there is nothing to put them in.
  if (!encoded) return undefined;
  return validateEncoded(encoded, options) ?? validateVars(headerVar || queryVar);
}

function validateEncoded(encoded: string, options: ValidateOptions): Refusal | undefined {
  if (Buffer.byteLength(encoded) > LIMITS.base64Bytes) return refuse('callback-too-long', encoded);
  const json = decodeBase64(encoded);
  if (json === undefined) return refuse('callback-not-base64', encoded);
  const callback = parseJsonObject(json);
  if (!callback) return refuse('callback-not-json', json);
  return validateCallbackJson(callback, options);
}

function validateCallbackJson(
  callback: Readonly<Record<string, unknown>>,
  options: ValidateOptions,
): Refusal | undefined {
  const { callbackPolicies, missingUrl } = options;
  const policy = callback['callbackPolicy'];
  if (policy !== undefined) {
    return callbackPolicies?.some((name) => name === policy) ? undefined : refuse('callback-policy-unknown', policy);
  }
  if (missingUrl === 'ignore' && (callback['callbackUrl'] ?? '') === '') return undefined;
  return validateUrls(callback['callbackUrl'], options) ?? validateFields(callback);
}

function validateUrls(callbackUrl: unknown, options: ValidateOptions): Refusal | undefined {
  if (typeof callbackUrl !== 'string') return refuse('url-invalid', callbackUrl);
  const urls = parseCallbackUrls(callbackUrl);
  if (urls.length > LIMITS.urls) return refuse('too-many-urls', callbackUrl);
  if (urls.some((url) => callbackUrlProblem(url) !== undefined)) return refuse('url-invalid', callbackUrl);
  for (const { host } of urls) {
    const refusal = validateHost(host, callbackUrl, options);
    if (refusal) return refusal;
  }
  return undefined;
}

function validateHost(host: string, callbackUrl: string, options: ValidateOptions): Refusal | undefined {
  const { addresses, refusePrivateAddresses = true } = options;
  const kind = hostKind(host);
  const resolved = kind === 'name' ? addresses?.get(host) : undefined;
  const hasNoIpv4 = resolved?.every((address) => hostKind(address) === 'ipv6') ?? false;
  if (kind === 'malformed' || kind === 'ipv6' || hasNoIpv4) return refuse('host-unknown', callbackUrl);
  const isPrivate = isPrivateAddress(host) || (resolved?.some(isPrivateAddress) ?? false);
  return refusePrivateAddresses && isPrivate ? refuse('address-private', callbackUrl) : undefined;
}

function validateFields(callback: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { callbackHost, callbackBody, callbackBodyType = DEFAULT_BODY_TYPE } = callback;
  if (callbackHost !== undefined && typeof callbackHost !== 'string') {
    return refuse('callback-host-invalid', callbackHost);
  }
  if (callbackBody === undefined || callbackBody === '') return refuse('body-empty', '');
  if (typeof callbackBody !== 'string') return refuse('body-invalid', callbackBody);
  if (typeof callbackBodyType !== 'string') return refuse('body-type-invalid', callbackBodyType);
  if (!BODY_TYPES.some((type) => type === callbackBodyType)) return refuse('body-type-unsupported', callbackBodyType);
  return validateInvited(callback) ?? validateTemplate(callbackBody);
}

function validateInvited({ signatureVersion, additionalHeaders }: Readonly<Record<string, unknown>>) {
  if (signatureVersion !== undefined && !isSignatureVersion(signatureVersion)) {
    return refuse('signature-version-invalid', signatureVersion);
  }
  return additionalHeaders === undefined || isAdditionalHeaders(additionalHeaders)
    ? undefined
    : refuse('additional-headers-invalid', additionalHeaders);
}

/** Whether a `signatureVersion` is one that OSS knows. */
export function isSignatureVersion(value: unknown): boolean {
  return value === '1.0' || value === '2.0';
}

/** Whether `additionalHeaders` is a map without headers that belong to OSS. */
export function isAdditionalHeaders(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).every((name) => !name.toLowerCase().startsWith('x-oss-'));
}

function validateTemplate(template: string): Refusal | undefined {
  return parseTemplate(template).strayDollars.length > 0 ? refuse('template-invalid', template) : undefined;
}
