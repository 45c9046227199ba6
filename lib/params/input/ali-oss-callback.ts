import { isSignedByAliOss } from './signed-by-ali-oss.ts';
import type { SourceFact } from './source-facts.ts';
import { isSourceObject, type SourceObject, sourceValueToJson, type SourceValue } from './source-value.ts';
import type { SourceToken } from './tokenize-source.ts';

/** What ali-oss, or the Ruby SDK, makes of an object with `url` and `body`. */
interface SdkCallback {
  readonly callback: string;
  readonly vars?: string;
}

/**
 * Finds the `callback` option of ali-oss (`url`, `body`, `host`, `contentType`, `callbackSNI`, `customValue`) and makes of it what
 * the library makes: the URL through `encodeURI`, each variable's name behind an `x:` of its own. An upload makes text of
 * the variables' values; a signed URL carries them as they are.
 * https://github.com/ali-sdk/ali-oss/blob/master/lib/common/callback.js
 * https://github.com/ali-sdk/ali-oss/blob/master/lib/common/signUtils.js
 */
export function aliOssCallback(facts: readonly SourceFact[], tokens: readonly SourceToken[]): SdkCallback | undefined {
  const options = facts.map(({ value }) => value).find(isOptions);
  if (!options) return undefined;
  const get = (name: string): SourceValue => options.entries.find(([each]) => each === name)?.[1];
  const url = get('url');
  const sni = get('callbackSNI');
  const host = get('host');
  const contentType = get('contentType') ?? get('content_type');
  const customValue = get('customValue');
  const entries: (readonly [string, SourceValue])[] = [
    ['callbackUrl', typeof url === 'string' ? encodeUrl(url) : url],
    ['callbackBody', get('body')],
    ['callbackHost', host === null ? undefined : host],
    ['callbackBodyType', contentType === null ? undefined : contentType],
    // The library leaves `false` out.
    ['callbackSNI', sni === false || sni === null ? undefined : sni],
  ];
  return {
    callback: sourceValueToJson({ entries }),
    ...(isSourceObject(customValue) && { vars: customVars(customValue, isSignedByAliOss(tokens) ? asItIs : asText) }),
  };
}

function isOptions(value: SourceValue): value is SourceObject {
  return isSourceObject(value) && ['url', 'body'].every((name) => value.entries.some(([each]) => each === name));
}

function customVars({ entries }: SourceObject, write: (value: SourceValue) => SourceValue): string {
  return sourceValueToJson({ entries: entries.map(([name, value]) => [`x:${name}`, write(value)]) });
}

const asItIs = (value: SourceValue): SourceValue => value;

const asText = (value: SourceValue): SourceValue =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

function encodeUrl(url: string): string {
  // encodeURI throws on half of a surrogate pair.
  return encodeURI(Buffer.from(url).toString());
}
