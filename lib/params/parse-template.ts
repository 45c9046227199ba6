/** A piece of a body template: text copied as it is, or a variable to be filled in. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'variable'; readonly name: string; readonly offset: number };

/** A template in pieces. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  /** Where each `$` stands that does not begin a whole `${…}`, in UTF-16 units. OSS refuses such a template. */
  readonly strayDollars: readonly number[];
}

/**
 * Takes a `callbackBody` apart. Never throws: a `$` that begins no variable is kept as text and listed.
 * OSS refuses those with `Left brace must be adjacent to dollar sign.`
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000105
 */
export function parseTemplate(template: string): Template {
  const parts: TemplatePart[] = [];
  const strayDollars: number[] = [];
  let textFrom = 0;
  const flushText = (end: number): void => {
    if (end > textFrom) parts.push({ kind: 'text', text: template.slice(textFrom, end), offset: textFrom });
  };
  for (let at = template.indexOf('$'); at !== -1; at = template.indexOf('$', at + 1)) {
    const close = template.startsWith('${', at) ? template.indexOf('}', at) : -1;
    if (close === -1) {
      strayDollars.push(at);
      continue;
    }
    flushText(at);
    parts.push({ kind: 'variable', name: template.slice(at + 2, close), offset: at });
    textFrom = close + 1;
    at = close;
  }
  flushText(template.length);
  return { parts, strayDollars };
}
