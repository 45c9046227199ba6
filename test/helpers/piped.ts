/** Text as it comes through a pipe. */
export async function* piped(text: string): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}
