import { createPublicKey } from 'node:crypto';
import type { CallbackRequest } from '../http/callback-request.ts';
import { parsePubKeyUrl, PUBLISHED_PUB_KEY_URL } from '../signature/pub-key-url.ts';
import { PUBLISHED_PUB_KEY_PEM } from '../signature/published-pub-key.ts';
import { recoverDigest, type RecoveredDigest } from '../signature/recover-digest.ts';
import { authorizationVariants } from './signature/authorization-variants.ts';
import { bodyVariants } from './signature/body-variants.ts';
import { causesOfChange, causesOfNoKey } from './signature/causes.ts';
import { findSignedString, joinSigned, type SignedString } from './signature/find-signed-string.ts';
import { hintsOf } from './signature/hints.ts';
import { isVersionOf, knownCallbackOf } from './signature/known-callback.ts';
import { likelyCause, type LikelyCause } from './signature/likely-cause.ts';
import { pathVariants } from './signature/path-variants.ts';
import { queryVariants } from './signature/query-variants.ts';
import {
  SIGNATURE_CHANGES,
  type RequestPart,
  type SignatureChange,
  type SignatureChangeCode,
} from './signature/signature-change.ts';
import type { Variant } from './signature/variant.ts';

export type { LikelyCause, LikelyCauseCode } from './signature/likely-cause.ts';
export type { RequestPart, SignatureChange, SignatureChangeCode } from './signature/signature-change.ts';

/** A key that may have made the signature. */
export interface NamedKey {
  readonly name: string;
  /** PEM of an RSA key. */
  readonly pem: string;
}

/** Options of {@link diagnoseSignature}. */
export interface DiagnoseSignatureOptions {
  /** Keys of your own, trusted beside OSS's published one. Default none. */
  readonly keys?: readonly NamedKey[];
  /** What the receiver is told that a proxy stripped from the path. Default none. */
  readonly publicPathPrefix?: string | undefined;
  /** What a proxy may have stripped, to be tried beside the usual prefixes. Default none. */
  readonly pathPrefixes?: readonly string[];
  /** What `callbackUrl` may have been: their paths and queries are tried. Default none. */
  readonly callbackUrls?: readonly string[];
}

/** What can be told of a signature. */
export interface SignatureDiagnosis {
  /** Whether a receiver that trusts these keys accepts the request as it is. */
  readonly genuine: boolean;
  /** Whose key made the signature, whatever it covers; absent where none of the keys did. */
  readonly signedBy?: string;
  /** What was signed, where that was found; else what the request would have signed as it came. */
  readonly stringToSign: Uint8Array;
  /** What happened on the way, the first thing first; undone, the request is genuine. Empty where it is, or nothing was found. */
  readonly changes: readonly SignatureChange[];
  /** Where nothing was found: what is left, the likeliest first. */
  readonly causes: readonly LikelyCause[];
  /** Strings to sign that were tried. */
  readonly tried: number;
}

/** The name of OSS's own key in {@link SignatureDiagnosis.signedBy}. */
export const PUBLISHED_KEY_NAME = "OSS's published key";

/**
 * Tells whether a callback is genuine and, if not, which change on its way would explain it: it searches for the string
 * that the signature does cover. Bounded work, no I/O; never throws for any request.
 * @throws {Error} where one of `keys` is not an RSA key in PEM.
 */
export function diagnoseSignature(
  request: CallbackRequest,
  options: DiagnoseSignatureOptions = {},
): SignatureDiagnosis {
  const { keys = [], publicPathPrefix, pathPrefixes = [], callbackUrls = [] } = options;
  for (const { pem } of keys) createPublicKey(pem);
  const hints = hintsOf(request.headers, callbackUrls);
  const paths = pathVariants(request, { publicPathPrefix, pathPrefixes, hints: hints.map(({ path }) => path) });
  const queries = queryVariants(
    request,
    hints.map(({ query }) => query),
  );
  const bodies = bodyVariants(request.body, request.headers['content-length']);
  const received = asReceived({ paths, queries, bodies }, request);
  const hopeless = (causes: readonly LikelyCause[], rest: Partial<SignatureDiagnosis> = {}): SignatureDiagnosis => ({
    genuine: false,
    stringToSign: joinSigned(received),
    changes: [],
    causes,
    tried: 0,
    ...rest,
  });

  const signature = findSigner(request, [{ name: PUBLISHED_KEY_NAME, pem: PUBLISHED_PUB_KEY_PEM }, ...keys]);
  if (signature === undefined) return hopeless(causesOfNoKey(request));
  const { signedBy, recovered } = signature;
  if (recovered.hash !== 'md5') return hopeless([likelyCause('another-hash', recovered.hash)], { signedBy });
  const search = findSignedString({ paths, queries, bodies }, recovered.digest);
  const known = search.found ? undefined : knownCallbackOf(recovered.digest, received);
  const found = search.found ?? (known && isVersionOf(known.signed) ? known.signed : undefined);
  if (found === undefined) {
    const causes = known
      ? [likelyCause('signature-of-another-request', known.source)]
      : causesOfChange(request, { hasHints: hints.length > 0 });
    return hopeless(causes, { signedBy, tried: search.tried });
  }
  const changes = [...changesOfHeaders(request, signature), ...changesOfSigned(received, found)];
  return {
    genuine: changes.length === 0,
    signedBy,
    stringToSign: joinSigned(found),
    changes,
    causes: [],
    tried: search.tried,
  };
}

interface Signer {
  readonly signedBy: string;
  readonly isPublished: boolean;
  readonly recovered: RecoveredDigest;
  readonly authorization: Variant;
}

function findSigner({ headers }: CallbackRequest, keys: readonly NamedKey[]): Signer | undefined {
  for (const authorization of authorizationVariants(headers['authorization'])) {
    for (const { name, pem } of keys) {
      const recovered = recoverDigest(pem, authorization.octets);
      const isPublished = name === PUBLISHED_KEY_NAME;
      if (recovered) return { signedBy: name, isPublished, recovered, authorization };
    }
  }
  return undefined;
}

function asReceived(
  { paths, queries, bodies }: Record<'paths' | 'queries' | 'bodies', readonly Variant[]>,
  { path, body }: CallbackRequest,
): SignedString {
  const first = (variants: readonly Variant[], fallback: Buffer): Variant =>
    variants.find(({ codes }) => codes.length === 0) ?? { octets: fallback, codes: [] };
  return {
    path: first(paths, Buffer.from(path)),
    query: first(queries, Buffer.alloc(0)),
    body: first(bodies, Buffer.from(body)),
  };
}

function changesOfHeaders(request: CallbackRequest, { authorization, isPublished }: Signer): SignatureChange[] {
  const { method, headers } = request;
  const pubKeyUrl = headers['x-oss-pub-key-url'];
  const signed = authorization.octets.toString('base64');
  const changes = authorization.codes.map((code) => describe(code, headers['authorization'] ?? '', signed));
  const version = versionOf(pubKeyUrl);
  if (version === undefined || (isPublished && version !== 1)) {
    const published = Buffer.from(PUBLISHED_PUB_KEY_URL).toString('base64');
    changes.push(describe(pubKeyUrl ? 'pub-key-url-changed' : 'pub-key-url-lost', pubKeyUrl ?? '', published));
  }
  if (method !== 'POST') changes.push(describe('method-changed', method, 'POST'));
  return changes;
}

function versionOf(pubKeyUrl: string | undefined): number | undefined {
  try {
    return parsePubKeyUrl(pubKeyUrl).version;
  } catch {
    return undefined;
  }
}

function changesOfSigned(received: SignedString, found: SignedString): SignatureChange[] {
  return (['path', 'query', 'body'] as const).flatMap((part) =>
    found[part].codes.map((code) => describe(code, received[part].octets.toString(), found[part].octets.toString())),
  );
}

function describe(code: SignatureChangeCode, received: string, signed: string): SignatureChange {
  const { part, title, fix }: { part: RequestPart; title: string; fix: string } = SIGNATURE_CHANGES[code];
  return { code, part, received, signed, title, fix };
}
