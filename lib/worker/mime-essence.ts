const MAX_LENGTH = 127;

/** A MIME type in lower case and without parameters: `Text/Plain; charset=utf-8` → `text/plain`; cut to 127 characters. */
export function mimeEssence(mimeType: string | undefined): string | undefined {
  const essence = mimeType?.replace(/;.*/su, '').trim().toLowerCase().slice(0, MAX_LENGTH);
  // Half a surrogate pair is text in JSON, but not in a table.
  return essence ? Buffer.from(essence).toString() : undefined;
}
