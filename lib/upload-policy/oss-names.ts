// https://www.alibabacloud.com/help/en/oss/user-guide/bucket-naming-conventions
const BUCKET = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;
// https://www.alibabacloud.com/help/en/oss/user-guide/object-naming-conventions
const MAX_KEY_BYTES = 1_023;

/** Tells whether OSS could have a bucket of this name. */
export function isBucketName(text: string): boolean {
  return BUCKET.test(text);
}

/** Tells whether OSS could have an object of this key: 1 to 1023 octets of UTF-8 that do not begin with `/` or `\`. */
export function isObjectKey(text: string): boolean {
  return text !== '' && text.isWellFormed() && Buffer.byteLength(text) <= MAX_KEY_BYTES && !/^[/\\]/.test(text);
}
