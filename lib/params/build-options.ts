import { BODY_TYPES, type Callback, type CallbackBodyType, type CallbackVars } from './callback.ts';
import { defaultTemplate } from './default-template.ts';
import { encodeCallbackUrl } from './encode-callback-url.ts';
import { isTemplateVarName } from './validate-vars.ts';

/** What a callback is to be. */
export interface BuildCallbackOptions {
  /** Where OSS calls. What is not ASCII is percent-encoded; what is encoded already stays. Either this or `urls`. */
  readonly url?: string;
  /** One to five URLs, tried in order until one succeeds. */
  readonly urls?: readonly string[];
  /** Template with `${variables}`. By default it carries every variable of OSS and each of `vars`. */
  readonly body?: string;
  /**
   * Default `application/json` for a body that begins as JSON does, else `application/x-www-form-urlencoded`: no value can
   * break out of its field in a form, and its template has no quotes that a programming language could spoil.
   */
  readonly bodyType?: CallbackBodyType;
  /** The `Host` header; by default the host of the URL. It does not change where OSS connects. */
  readonly host?: string;
  /** Whether OSS names the host in the TLS handshake, which most hosts of today need. Default `true` with https. */
  readonly sni?: boolean;
  /** Custom variables: names that begin with `x:`, in lower case. Default none. */
  readonly vars?: CallbackVars;
}

const OPTIONS = ['url', 'urls', 'body', 'bodyType', 'host', 'sni', 'vars'];

/**
 * Checks what a program hands to `buildCallback`, and fills in what it leaves out.
 * @throws {TypeError} that names the option which is wrong.
 * @throws {CallbackInvalidError} where a URL's host has no ASCII form.
 */
export function readBuildOptions(options: BuildCallbackOptions): { callback: Callback; vars: CallbackVars } {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) throw new TypeError(`unknown option "${unknown}"; there are ${OPTIONS.join(', ')}`);
  const callbackUrl = readUrls(options);
  const vars = readVars(options.vars);
  const callbackBodyType = readBodyType(options);
  const callbackBody = options.body ?? defaultTemplate(callbackBodyType, Object.keys(vars));
  assertText('body', callbackBody);
  if (options.host !== undefined) assertText('host', options.host);
  const sni = readSni(options, callbackUrl);
  const callback = {
    callbackUrl,
    ...(options.host !== undefined && { callbackHost: options.host }),
    callbackBody,
    callbackBodyType,
    ...(sni !== undefined && { callbackSNI: sni }),
  };
  return { callback, vars };
}

function readUrls({ url, urls }: BuildCallbackOptions): string {
  if ((url === undefined) === (urls === undefined)) throw new TypeError('either "url" or "urls" must be given');
  const list: unknown = urls ?? [url];
  if (!Array.isArray(list) || list.length === 0) throw new TypeError('"urls" must be a list with at least one URL');
  return list.map((each: unknown) => encodeCallbackUrl(readUrl(urls ? 'urls' : 'url', each))).join(';');
}

function readUrl(option: string, url: unknown): string {
  assertText(option, url);
  if (url.includes(';')) throw new TypeError(`"${option}" must not hold ";" (write %3B), which separates URLs: ${url}`);
  if (url.includes('${'))
    throw new TypeError(`"${option}" must not hold variables, which OSS fills into the body only`);
  return url;
}

function readVars(vars: unknown = {}): CallbackVars {
  if (typeof vars !== 'object' || vars === null || Array.isArray(vars)) throw new TypeError('"vars" must be an object');
  for (const [name, value] of Object.entries(vars)) {
    if (!isTemplateVarName(name)) {
      throw new TypeError(`"vars" must have names that begin with x:, in lower case, without $ { }, got "${name}"`);
    }
    assertText(`vars.${name}`, value, { mayBeEmpty: true });
  }
  return vars as CallbackVars;
}

function readBodyType({ bodyType, body }: BuildCallbackOptions): CallbackBodyType {
  // Stryker disable next-line StringLiteral: any text without a brace or bracket in front is as good as none
  if (bodyType === undefined) return /^\s*[[{]/.test(body ?? '') ? BODY_TYPES[1] : BODY_TYPES[0];
  if (BODY_TYPES.includes(bodyType)) return bodyType;
  throw new TypeError(`"bodyType" must be ${BODY_TYPES.join(' or ')}, got ${JSON.stringify(bodyType)}`);
}

function readSni({ sni }: BuildCallbackOptions, callbackUrl: string): boolean | undefined {
  if (sni !== undefined && typeof sni !== 'boolean') throw new TypeError('"sni" must be true or false');
  return sni ?? (/(?:^|;)https:\/\//i.test(callbackUrl) ? true : undefined);
}

function assertText(option: string, value: unknown, { mayBeEmpty = false } = {}): asserts value is string {
  if (typeof value !== 'string') throw new TypeError(`"${option}" must be a string, got ${typeof value}`);
  if (value === '' && !mayBeEmpty) throw new TypeError(`"${option}" must not be empty`);
  // UTF-8 cannot carry half of a surrogate pair, and OSS's JSON parser need not take its escape.
  if (Buffer.from(value).toString() !== value) throw new TypeError(`"${option}" must be well-formed Unicode`);
}
