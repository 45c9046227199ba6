import type { BuiltCallback } from '../../params/build-callback.ts';
import { javascriptLiteral as literal } from './literals.ts';
import { lines, type SdkSnippets, type SnippetWriter, varsJson } from './snippet.ts';

/**
 * The URL to give to ali-oss, which encodes it by itself; `undefined` where no URL gives the one that is meant.
 * https://github.com/ali-sdk/ali-oss/blob/master/lib/common/callback.js
 */
function unencoded(callbackUrl: string): string | undefined {
  try {
    const url = decodeURI(callbackUrl);
    return encodeURI(url) === callbackUrl ? url : undefined;
  } catch {
    return undefined;
  }
}

const SAYS_WHY = '// ali-oss encodes the URL, and puts x: before the names in customValue, by itself.';

function callbackOption({ callback, vars }: BuiltCallback, url: string): string {
  const custom = Object.entries(vars).map(([name, value]) => `${literal(name.slice(2))}: ${literal(value)}`);
  return lines(
    SAYS_WHY,
    'const callback = {',
    `  url: ${literal(url)},`,
    callback.callbackHost !== undefined && `  host: ${literal(callback.callbackHost)},`,
    '  // In single quotes: in a template literal JavaScript would fill in the variables.',
    `  body: ${literal(callback.callbackBody)},`,
    `  contentType: ${literal(callback.callbackBodyType ?? '')},`,
    callback.callbackSNI === true && '  callbackSNI: true,',
    custom.length > 0 && `  customValue: { ${custom.join(', ')} },`,
    '};',
  );
}

function byHand(built: BuiltCallback): string {
  const vars = varsJson(built);
  return lines(
    `const callbackJson = ${literal(built.json)};`,
    "const callback = Buffer.from(callbackJson).toString('base64');",
    vars !== undefined && `const callbackVarJson = ${literal(vars)};`,
    vars !== undefined && "const callbackVar = Buffer.from(callbackVarJson).toString('base64');",
  );
}

const named = (built: BuiltCallback, callbackName: string, varName: string): string =>
  `{ '${callbackName}': callback${varsJson(built) === undefined ? '' : `, '${varName}': callbackVar`} }`;

/** With the SDK's own option, where that can say what is meant; else with headers, which it sends as they are. */
const withOption =
  (call: (options: string) => string): SnippetWriter =>
  (built) => {
    const url = built.callback.callbackSNI === false ? undefined : unencoded(built.callback.callbackUrl);
    if (url !== undefined) return { parameters: callbackOption(built, url), upload: call('{ callback }') };
    const headers = `{ headers: ${named(built, 'x-oss-callback', 'x-oss-callback-var')} }`;
    return { parameters: byHand(built), upload: call(headers) };
  };

const THROWS = '// A callback that failed (status 203) is thrown as CallbackFailedError, though the object is stored.';

/** Writes an upload with ali-oss, for Node.js and for browsers alike. */
export const aliOssUpload = (method: string): SnippetWriter =>
  withOption((options) =>
    lines(THROWS, `const result = await client.${method}(key, file, ${options});`, 'console.log(result.data);'),
  );

/** Code for Node.js: ali-oss, or fetch for a form. */
export const nodeSnippets: SdkSnippets = {
  put: aliOssUpload('put'),
  multipart: aliOssUpload('multipartUpload'),
  presign: (built) => ({
    parameters: byHand(built),
    upload: lines(
      '// As sub-resources, which are signed and go with the URL.',
      `const subResource = ${named(built, 'callback', 'callback-var')};`,
      "const url = client.signatureUrl(key, { method: 'PUT', expires: 3600, subResource });",
    ),
  }),
  post: (built) => ({
    parameters: byHand(built),
    upload: lines(
      ...formLines(built),
      "form.set('file', new Blob([await readFile(path)]));",
      "const response = await fetch(bucketUrl, { method: 'POST', body: form });",
      ...CHECK,
    ),
    imports: "import { readFile } from 'node:fs/promises';",
  }),
};

/** The lines that fill a form; `policy` and the rest come from whoever may sign. */
export function formLines({ vars }: BuiltCallback): string[] {
  return [
    '// fields: policy, signature and the like, from whoever may sign; the policy should hold { callback }.',
    'const form = new FormData();',
    'for (const [name, value] of Object.entries(fields)) form.set(name, value);',
    "form.set('key', key);",
    "form.set('success_action_status', '200');",
    "form.set('callback', callback);",
    ...Object.entries(vars).map(([name, value]) => `form.set(${literal(name)}, ${literal(value)});`),
    '// The file comes last: what follows it is not read.',
  ];
}

/** The lines that look at the answer to a form. */
export const CHECK: readonly string[] = [
  '// Not response.ok: 203 says that the object is stored and the callback failed.',
  'if (response.status !== 200) throw new Error(await response.text());',
];
