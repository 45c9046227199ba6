/**
 * Makes text fit for a terminal: control characters, and those that turn the direction of writing, are shown as escapes.
 * What an uploader named a file must not move the cursor of who lists it.
 */
export function escapeUnseen(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
