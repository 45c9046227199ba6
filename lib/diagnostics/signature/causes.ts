import { md5 } from '@noble/hashes/legacy.js';
import type { CallbackRequest } from '../../http/callback-request.ts';
import { decodeBase64 } from '../../signature/base64.ts';
import { hasBadEscape } from '../../signature/percent-decode.ts';
import { parsePubKeyUrl } from '../../signature/pub-key-url.ts';
import { likelyCause, type LikelyCause } from './likely-cause.ts';

// OSS's key has 512 bits.
const SIGNATURE_BYTES = 64;

/** Why no key at hand made a signature, as far as the headers tell. */
export function causesOfNoKey({ headers }: CallbackRequest): LikelyCause[] {
  const authorization = headers['authorization'];
  if (!authorization) return [likelyCause('authorization-lost')];
  if (authorization.includes('**')) return [likelyCause('authorization-masked', authorization.slice(0, 100))];
  const signature = decodeBase64(authorization);
  if (signature === undefined) return [likelyCause('authorization-not-a-signature', authorization.slice(0, 100))];
  return [
    ...causesOfPubKeyUrl(headers['x-oss-pub-key-url']),
    ...(signature.length === SIGNATURE_BYTES ? [] : [likelyCause('signature-cut', `${signature.length} octets`)]),
    likelyCause('another-key'),
  ];
}

function causesOfPubKeyUrl(header: string | undefined): LikelyCause[] {
  try {
    const { url, version } = parsePubKeyUrl(header);
    return version === 1 ? [] : [likelyCause('pub-key-unknown', url)];
  } catch {
    const named = header === undefined ? 'the header is missing' : (decodeBase64(header)?.toString() ?? header);
    return [likelyCause('pub-key-url-not-of-oss', named.slice(0, 200))];
  }
}

/** Options of {@link causesOfChange}. */
export interface CausesOfChangeOptions {
  /** Whether the URL that OSS called was known, so that path and query have been tried. */
  readonly hasHints: boolean;
}

/** Why a genuine signature does not hold, as far as the request tells: what its headers contradict comes first. */
export function causesOfChange(request: CallbackRequest, { hasHints }: CausesOfChangeOptions): LikelyCause[] {
  const { path, pathEncoding, rawQuery, queryPairs = [], body } = request;
  const evident = causesInBody(request);
  const isBodyIntact = contentMd5(request) === 'same';
  const isPathMalformed = pathEncoding === 'encoded' && hasBadEscape(path);
  const hasQuery = (rawQuery ?? '') !== '' || queryPairs.length > 0;
  const intact = isBodyIntact ? 'Content-MD5 says that the body is intact' : undefined;
  const unseen = hasHints
    ? []
    : [likelyCause(hasQuery ? 'query-changed' : 'query-lost', intact), likelyCause('path-changed', intact)];
  return [
    ...(isPathMalformed ? [likelyCause('path-malformed', path.slice(0, 200))] : []),
    ...evident,
    ...unseen,
    ...(isBodyIntact || evident.length > 0 || body.length === 0 ? [] : [likelyCause('body-changed')]),
    likelyCause('signature-of-another-request'),
  ];
}

const REPLACEMENT = Buffer.from('\uFFFD');

function causesInBody(request: CallbackRequest): LikelyCause[] {
  const body = Buffer.from(request.body);
  const stated = request.headers['content-length'] ?? '';
  const causes: LikelyCause[] = [];
  if (body.length === 0) return [likelyCause('body-lost')];
  if (body.includes(REPLACEMENT)) causes.push(likelyCause('body-octets-lost', 'it has U+FFFD in it'));
  if (/^\d{1,9}$/.test(stated) && Number(stated) > body.length) {
    causes.push(likelyCause('body-cut', `Content-Length is ${stated}, the body has ${body.length}`));
  }
  if (causes.length === 0 && contentMd5(request) === 'other') {
    causes.push(likelyCause('body-changed', 'Content-MD5 is of another body'));
  }
  return causes;
}

/** OSS sends it, but does not sign it: enough to look in the right place. */
function contentMd5({ headers, body }: CallbackRequest): 'same' | 'other' | 'unknown' {
  const stated = decodeBase64(headers['content-md5']);
  if (stated?.length !== 16) return 'unknown';
  return stated.equals(md5(body)) ? 'same' : 'other';
}
