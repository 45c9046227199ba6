import { invalidObjectName } from './oss-errors.ts';

const MAX_KEY_BYTES = 1023;

/**
 * Throws where a text may not be a key: empty, over 1023 octets, or beginning with a slash of either kind.
 * https://www.alibabacloud.com/help/en/oss/user-guide/object-naming-conventions
 * @throws {OssError} `InvalidObjectName`.
 */
export function assertKey(key: string): void {
  if (key === '' || Buffer.byteLength(key) > MAX_KEY_BYTES || /^[/\\]/.test(key)) throw invalidObjectName(key);
}
