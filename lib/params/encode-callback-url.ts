import { domainToASCII } from 'node:url';
import { parseCallbackUrls } from './callback-url.ts';

// What RFC 3986 does not allow in a URL; a % is taken for an escape that is there already.
const FOREIGN = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu;

/** Where a `callbackUrl` holds something that must be percent-encoded; -1 where it holds nothing such. */
export function foreignCharacterIn(callbackUrl: string): number {
  return callbackUrl.search(new RegExp(FOREIGN, 'u'));
}

/**
 * Writes a `callbackUrl` (also a list) as OSS wants it: percent-encoded UTF-8, a host in its ASCII form. What is encoded already
 * stays, so encoding twice changes nothing. Never throws; a host that has no ASCII form stays as it is.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export function encodeCallbackUrl(callbackUrl: string): string {
  return parseCallbackUrls(callbackUrl)
    .map(({ text, host }) => {
      const hasPlainHost = foreignCharacterIn(host) === -1;
      const asciiHost = hasPlainHost ? host : domainToASCII(host) || host;
      return text.replace(host, () => asciiHost).replace(FOREIGN, percentEncode);
    })
    .join(';');
}

// Through octets, since encodeURIComponent throws on half of a surrogate pair.
const percentEncode = (character: string): string => encodeURIComponent(Buffer.from(character).toString());
