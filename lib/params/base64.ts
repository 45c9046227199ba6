const STANDARD = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Writes text as UTF-8 in standard, padded base64: the only form that OSS documents. */
export function encodeBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Reads standard, padded base64 of UTF-8; `undefined` where it is not that alphabet. Bad UTF-8 becomes U+FFFD. */
export function decodeBase64(base64: string): string | undefined {
  return STANDARD.test(base64) ? Buffer.from(base64, 'base64').toString() : undefined;
}
