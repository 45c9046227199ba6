/** Parses JSON that must be an object; `undefined` for anything else. Of a name given twice, the last one counts. */
export function parseJsonObject(json: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    // What is no JSON stays undefined, which is no object.
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}
