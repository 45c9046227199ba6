import type { CallbackBodyType } from './callback.ts';
import { parseTemplate } from './parse-template.ts';
import { systemVariable } from './system-variables.ts';

/** Values by the name between `${` and `}`: `object`, `imageInfo.height`, `x:my_var`. Absent means that OSS has none. */
export type VariableValues = Readonly<Record<string, string | number | undefined>>;

/** How a body is written where OSS's documentation leaves it open. */
export interface RenderOptions {
  /** How a space is written in a form body; both are read back alike. Default `%20`. */
  readonly space?: '%20' | '+';
}

/**
 * Fills in a template as OSS does: textually, also inside quotes, and without looking whether the result is JSON.
 * A form body gets percent-encoded values (RFC 3986, upper-case hex) and nothing for a blank one; a JSON body gets
 * strings with their quotes, bare numbers, and `null` for what is blank or unknown. A `$` outside of `${…}` stays.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function renderBody(
  template: string,
  variables: VariableValues,
  bodyType: CallbackBodyType,
  options: RenderOptions = {},
): string {
  const { space = '%20' } = options;
  const render =
    bodyType === 'application/json'
      ? jsonValue
      : (_name: string, value: string | number | undefined) => formValue(value).replaceAll('%20', space);
  return parseTemplate(template)
    .parts.map((part) => {
      if (part.kind === 'text') return part.text;
      return render(part.name, Object.hasOwn(variables, part.name) ? variables[part.name] : undefined);
    })
    .join('');
}

function jsonValue(name: string, value: string | number | undefined): string {
  const variable = systemVariable(name);
  // An empty system variable is one that OSS has no value for; an empty custom one is what the client sent.
  if (value === undefined || (variable && value === '')) return 'null';
  if (variable?.json !== 'bare') return JSON.stringify(String(value));
  return /^\d+$/.test(String(value)) ? String(value) : 'null';
}

function formValue(value: string | number | undefined): string {
  // Through octets, since encodeURIComponent throws on half of a surrogate pair.
  const wellFormed = Buffer.from(String(value ?? '')).toString();
  return encodeURIComponent(wellFormed).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
