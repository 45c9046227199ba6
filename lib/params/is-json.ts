/** Whether a text is JSON of any kind: object, array, or a lone value. */
export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
