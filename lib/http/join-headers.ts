/** Writes names in lower case, and joins with `, ` what came twice or under names that differ in their case only. */
export function joinHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  // No prototype: a header may be named `constructor`.
  const joined = Object.create(null) as Record<string, string>;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    const line = Array.isArray(value) ? value.map(text).join(', ') : text(value);
    const key = name.toLowerCase();
    const before = joined[key];
    joined[key] = before === undefined ? line : `${before}, ${line}`;
  }
  return joined;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
