// PostgreSQL refuses NUL in text, and half a surrogate pair; a callback body may hold either. JSON's escapes keep both,
// and leave what names of buckets and MIME types really look like as it is.

/** Spells any text so that a column can hold it; different texts stay different. */
export function toColumn(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Reads what {@link toColumn} spelt. */
export function fromColumn(column: string): string {
  return JSON.parse(`"${column}"`) as string;
}
