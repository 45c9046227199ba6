/**
 * Decodes standard, padded base64; `undefined` for anything else, the empty string included. Only the one spelling
 * that an encoder writes counts: `Buffer` alone skips what it does not know, so that two headers would pass as one.
 */
export function decodeBase64(text: string | undefined): Buffer | undefined {
  if (text === undefined || text === '') return undefined;
  const octets = Buffer.from(text, 'base64');
  return octets.toString('base64') === text ? octets : undefined;
}
