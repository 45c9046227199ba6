import { namedGroups } from '../named-groups.ts';
import type { SourceFact } from './source-facts.ts';

/** What an SDK that concatenates strings makes: not always JSON. */
interface ConcatenatedCallback {
  readonly callback: string;
  readonly vars?: string;
}

/**
 * Plays the Java and the C# SDK, which put the values between quotes without escaping them, so that the caller has to.
 * https://github.com/aliyun/aliyun-oss-java-sdk/blob/master/src/main/java/com/aliyun/oss/internal/OSSUtils.java
 */
export function concatenatedCallback(source: string, facts: readonly SourceFact[]): ConcatenatedCallback | undefined {
  const isJava = /\bsetCallbackBody\s*\(/.test(source);
  const isCsharp = /\bCallbackHeaderBuilder\s*\(/.test(source);
  if (!isJava && !isCsharp) return undefined;
  const text = (name: string): string | undefined => {
    const value = facts.find((fact) => fact.name?.toLowerCase() === name.toLowerCase())?.value;
    return typeof value === 'string' ? value : undefined;
  };
  const literals = isCsharp ? constructorLiterals(facts) : [];
  const named: readonly (readonly [name: string, value: string | undefined])[] = [
    ['callbackUrl', literals[0] ?? text('callbackUrl')],
    ['callbackBody', literals[1] ?? text('callbackBody')],
    ['callbackHost', literals[2] ?? text('callbackHost')],
    ['callbackBodyType', bodyType(source) ?? text('callbackBodyType')],
  ];
  const fields = named.flatMap(([name, value]) => (value === undefined ? [] : [`"${name}":"${value}"`]));
  const vars = facts.flatMap(({ name, value }) =>
    name?.startsWith('x:') && typeof value === 'string' ? [`"${name}":"${value}"`] : [],
  );
  return { callback: `{${fields.join(',')}}`, ...(vars.length > 0 && { vars: `{${vars.join(',')}}` }) };
}

/** The arguments of `new CallbackHeaderBuilder("…", "…")`; `undefined` in place of one that is no text. */
function constructorLiterals(facts: readonly SourceFact[]): (string | undefined)[] {
  const list = facts
    .map(({ value }) => value)
    .find((value) => Array.isArray(value) && value.length >= 2 && /^[a-z]+:\/\//i.test(String(value[0])));
  return Array.isArray(list) ? list.map((value) => (typeof value === 'string' ? value : undefined)) : [];
}

function bodyType(source: string): string | undefined {
  // The Java SDK's own spelling is CalbackBodyType.
  const match = /\bCall?backBodyType\s*\.\s*(?:(?<json>JSON)|URL)\b/i.exec(source);
  if (!match) return undefined;
  const { json } = namedGroups<'json'>(match);
  return json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
}
