/** Why a signature may not hold where no change was found that would make it, by its stable name. */
export type LikelyCauseCode = keyof typeof LIKELY_CAUSES;

/** One of the reasons that are left, with what in the request speaks for it. */
export interface LikelyCause {
  readonly code: LikelyCauseCode;
  readonly title: string;
  readonly fix: string;
  /** What was seen; absent where nothing speaks for it but that it happens often. */
  readonly evidence?: string;
}

const cause = (title: string, fix: string) => ({ title, fix });

/** Every such reason in words. */
export const LIKELY_CAUSES = {
  'authorization-lost': cause(
    'the Authorization header is missing',
    'Let it through: Apache hides it from CGI and PHP unless told otherwise, authorizers and some gateways take it for their own.',
  ),
  'authorization-masked': cause(
    'the signature was masked',
    'Documents, logs and screenshots put **** in place of signatures: take the header from the request itself.',
  ),
  'authorization-not-a-signature': cause(
    'Authorization is not the base64 of a signature',
    'OSS sends 88 characters of base64 and nothing else. Whoever sent this is not OSS, or something cut or rewrote the header.',
  ),
  'signature-cut': cause(
    'the signature has another length than the key',
    'Copy the whole header; OSS sends 88 characters, the last two of them ==.',
  ),
  'pub-key-url-not-of-oss': cause(
    'x-oss-pub-key-url does not name a key of OSS',
    'A forger names a key of his own. A test that signs by itself names the published key and has the receiver trust its own (OSS_PUB_KEY_FILE).',
  ),
  'pub-key-unknown': cause(
    'x-oss-pub-key-url names a key that is not at hand',
    'Fetch it from that address, over https, and pass it as a key.',
  ),
  'another-key': cause(
    'none of the keys at hand made the signature',
    'If a simulator or a test signed the request, pass its public key. Else it was forged, or a character of the signature was changed.',
  ),
  'another-hash': cause(
    'the signature is of another hash than MD5',
    'OSS signs with MD5; whoever signed this must do the same.',
  ),
  'signature-of-another-request': cause(
    'the signature belongs to another request',
    'Take all of it, headers and body, from one and the same request.',
  ),
  'body-changed': cause(
    'the body is not the one that OSS sent',
    'Verify the octets of the body as they came, before any parser or logger has touched them.',
  ),
  'body-octets-lost': cause(
    'octets of the body were destroyed',
    'Keep the body as octets; reading it as UTF-8 text puts U+FFFD for whatever is not UTF-8.',
  ),
  'body-cut': cause('the end of the body is missing', 'Read the body to its end, Content-Length octets.'),
  'body-lost': cause('the body is empty', 'Read the body before something else does; a stream can be read once.'),
  'path-malformed': cause(
    'the path has a % that is no escape',
    'It was decoded before, or is not from OSS: hand over the path as it stands in the request line.',
  ),
  'query-lost': cause(
    'the query of the callback URL was lost',
    'Say what callbackUrl was configured, so that its query can be tried; then hand over the query verbatim.',
  ),
  'query-changed': cause(
    'the query is not the one that OSS sent',
    'Say what callbackUrl was configured, so that its query can be tried; then hand over the query verbatim.',
  ),
  'path-changed': cause(
    'the path is not the one of the callback URL',
    'Say what callbackUrl was configured, or what a proxy strips, so that it can be tried.',
  ),
} as const satisfies Record<string, { title: string; fix: string }>;

/** Puts a reason into words. */
export function likelyCause(code: LikelyCauseCode, evidence?: string): LikelyCause {
  return { code, ...LIKELY_CAUSES[code], ...(evidence === undefined ? {} : { evidence }) };
}
