/** What stands in an error text of OSS. */
export interface ErrorText {
  /** The text with HTML and XML escapes resolved. */
  readonly text: string;
  readonly code?: string;
  readonly message?: string;
  readonly ec?: string;
  readonly requestId?: string;
  readonly hostId?: string;
  readonly argumentName?: string;
  readonly argumentValue?: string;
}

/** Longer texts are cut: an error of OSS has a few kilobytes. */
const MAX_CHARACTERS = 64 * 1024;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['amp', '&'],
  ['#39', "'"],
  ['#34', '"'],
]);
// The names that SDKs give the same values when they print an error.
const FIELDS = {
  code: ['Code', 'code'],
  message: ['Message', 'message', 'ErrorMessage'],
  ec: ['EC', 'ecCode', 'ec'],
  requestId: ['RequestId', 'requestId', 'RequestID', 'request-id'],
  hostId: ['HostId', 'hostId'],
  argumentName: ['ArgumentName'],
  argumentValue: ['ArgumentValue'],
} as const;

/**
 * Reads OSS's error XML (cut off, indented or on one line, escaped for HTML once or twice, with closing tags in another case), or
 * what an SDK prints of it. A bare message is a text without fields. Never throws.
 */
export function readErrorText(input: string): ErrorText {
  const text = unescapeMarkup(input.slice(0, MAX_CHARACTERS));
  const found = Object.entries(FIELDS).flatMap(([field, names]) => {
    const value = names.map((name) => fieldIn(text, name)).find((each) => each !== undefined);
    return value === undefined ? [] : [[field, value] as const];
  });
  const ec = /\b00\d\d-\d{8}\b/.exec(text)?.[0];
  return { text, ...(ec !== undefined && { ec }), ...Object.fromEntries(found.filter(([name]) => name !== 'ec')) };
}

function unescapeMarkup(text: string): string {
  if (!/&(?:amp;)?lt;\/?[A-Za-z]/.test(text)) return text;
  const once = resolveEntities(text);
  return /&lt;\/?(?:Error|Code|Message)\b/i.test(once) ? resolveEntities(once) : once;
}

const resolveEntities = (text: string): string =>
  text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES.get(name.toLowerCase()) ?? whole);

function fieldIn(text: string, name: string): string | undefined {
  const open = new RegExp(`<${name}>`, 'i').exec(text);
  if (!open) return propertyIn(text, name);
  const rest = text.slice(open.index + open[0].length);
  const close = new RegExp(`</${name}\\s*>?`, 'i').exec(rest);
  // Cut off: what is there counts, up to the next tag of OSS.
  const end =
    close?.index ?? /<\/?(?:Error|Code|Message|RequestId|HostId|EC|Argument\w+|RecommendDoc)>/i.exec(rest)?.index;
  return resolveEntities(rest.slice(0, end)).trim();
}

/** As a property of a printed object: `code: 'CallbackFailed'`, `"Message":"…"`. */
function propertyIn(text: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|[\\s{,\\[])["']?${name}["']?\\s*[:=]\\s*(?:"(?<a>[^"]*)"|'(?<b>[^']*)')`).exec(text);
  return match?.groups?.['a'] ?? match?.groups?.['b'];
}
