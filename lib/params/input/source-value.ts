/** What an expression in source code comes to; `undefined` where only running it would tell. */
export type SourceValue = string | number | boolean | null | undefined | readonly SourceValue[] | SourceObject;

/** An object, map, dictionary or hash: names and values in order. */
export interface SourceObject {
  readonly entries: readonly (readonly [name: string, value: SourceValue])[];
}

/** Whether a value is an object with named entries. */
export function isSourceObject(value: SourceValue): value is SourceObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Writes a value as a JSON serializer does; what only running the code would tell is left out. */
export function sourceValueToJson(value: SourceValue): string {
  return JSON.stringify(plain(value));
}

function plain(value: SourceValue): unknown {
  if (isSourceObject(value)) return Object.fromEntries(value.entries.map(([name, each]) => [name, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
