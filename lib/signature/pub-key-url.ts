import { PubKeyUrlNotAllowedError, SignatureMissingError } from '../errors.ts';
import { decodeBase64 } from './base64.ts';

// OSS names its key by an address on this host and on no other.
// https://www.alibabacloud.com/help/en/oss/developer-reference/callback
const ALLOWED = /^https?:\/\/gosspublic\.alicdn\.com\/callback_pub_key_v([1-9][0-9]?)\.pem$/;

/** The key that every published callback is signed with; what stands behind its address does not change. */
export const PUBLISHED_PUB_KEY_URL = 'https://gosspublic.alicdn.com/callback_pub_key_v1.pem';

/** A public-key address of OSS. */
export interface PubKeyUrl {
  /** As spelt in the header, `http:` or `https:`. */
  readonly url: string;
  /** 1 to 99: the N of `callback_pub_key_v<N>.pem`. */
  readonly version: number;
}

// The two values that OSS has sent since 2015: no callback decodes and matches them anew.
const PUBLISHED: ReadonlyMap<string | undefined, PubKeyUrl> = new Map(
  [PUBLISHED_PUB_KEY_URL, PUBLISHED_PUB_KEY_URL.replace('https:', 'http:')].map((url) => [
    Buffer.from(url).toString('base64'),
    { url, version: 1 },
  ]),
);

/**
 * Reads the value of `x-oss-pub-key-url`. The whole address is compared, never a part of it.
 * @throws {SignatureMissingError} where it is missing or not base64.
 * @throws {PubKeyUrlNotAllowedError} where it names anything but a callback key on OSS's own host.
 */
export function parsePubKeyUrl(header: string | undefined): PubKeyUrl {
  const published = PUBLISHED.get(header);
  if (published !== undefined) return published;
  const octets = decodeBase64(header);
  if (octets === undefined) throw new SignatureMissingError('expected x-oss-pub-key-url to be base64');
  const url = octets.toString('latin1');
  const version = ALLOWED.exec(url)?.[1];
  if (version === undefined) throw new PubKeyUrlNotAllowedError(url);
  return { url, version: Number(version) };
}
