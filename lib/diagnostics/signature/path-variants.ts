import { percentDecode, hasBadEscape } from '../../signature/percent-decode.ts';
import { pathCandidates } from '../../signature/path-candidates.ts';
import type { SignedParts } from '../../signature/signed-parts.ts';
import type { SignatureChangeCode } from './signature-change.ts';
import { decodedOnceMore, readAsLatin1 } from './text-repairs.ts';
import { distinct, repaired, variant, type Repair, type Variant } from './variant.ts';

/** Options of {@link pathVariants}. */
export interface PathVariantsOptions {
  /** What the receiver is told that a proxy stripped. */
  readonly publicPathPrefix?: string | undefined;
  /** What a proxy may have stripped, beside the usual. Default none. */
  readonly pathPrefixes?: readonly string[];
  /** Paths that may be the signed one, percent-encoded: of callback URLs, of headers of proxies. */
  readonly hints: readonly string[];
}

// Stages, base paths and mount points as people call them.
const USUAL_PREFIXES = [
  ...['/prod', '/dev', '/test', '/stage', '/staging', '/production', '/development', '/live', '/beta', '/default'],
  ...['/$default', '/latest', '/v1', '/v2', '/v3', '/api', '/api/v1', '/api/v2', '/api/v3', '/oss', '/aliyun'],
  ...['/callback', '/callbacks', '/upload', '/uploads', '/hook', '/hooks', '/webhook', '/webhooks', '/app', '/public'],
  ...['/service', '/server', '/backend', '/index.php', '/rest', '/admin', '/functions', '/.netlify/functions'],
];
const INDEX_FILE = /\/index\.(?:php|html?|jsp|aspx?|do|py)$/;
const MAX_SEGMENTS = 64;
const MAX_VARIANTS = 400;

/** Every decoded path that may have become this one: as it came, then the likely before the unlikely. */
export function pathVariants(request: SignedParts, options: PathVariantsOptions): Variant[] {
  const asIs = receivedPaths(request, options.publicPathPrefix);
  const prefixes = [...new Set([...(options.pathPrefixes ?? []), ...USUAL_PREFIXES])];
  const mount: Repair = (octets) => mountings(octets, prefixes);
  function* all(): Generator<Variant, void, undefined> {
    yield* asIs;
    yield* hinted(asIs[0]?.octets ?? Buffer.from(request.path), options.hints);
    const recoded = [...recodings(request), ...repaired(asIs, moreRecodings)];
    yield* repaired(asIs, slashes);
    yield* recoded;
    yield* repaired(asIs, mount);
    yield* repaired(recoded, mount);
    yield* repaired(repaired(asIs, slashes), mount);
  }
  return distinct(all(), MAX_VARIANTS);
}

function receivedPaths(request: SignedParts, publicPathPrefix: string | undefined): Variant[] {
  // A bad escape has no decoded form: the receiver refuses it, and only what it may have been is left.
  const path = (publicPathPrefix ?? request.pathPrefix ?? '') + request.path;
  if (request.pathEncoding === 'encoded' && hasBadEscape(path)) return [];
  return [...pathCandidates(request, publicPathPrefix)].map((octets) => ({ octets, codes: [] }));
}

function* hinted(received: Buffer, hints: readonly string[]): Generator<Variant, void, undefined> {
  for (const hint of hints) {
    if (hasBadEscape(hint)) continue;
    const signed = percentDecode(hint === '' ? '/' : hint);
    yield variant(changeOfPath(received.toString('latin1'), signed.toString('latin1')), signed);
  }
}

/** Names what made one path of another. */
export function changeOfPath(received: string, signed: string): SignatureChangeCode {
  if (`${received}/` === signed) return 'path-slash-stripped';
  if (received === `${signed}/`) return 'path-slash-added';
  if (signed.endsWith(received) || received === '/') return 'path-prefix-stripped';
  return received.endsWith(signed) ? 'path-prefix-added' : 'path-replaced';
}

/** What happened where an encoded path was expected but a decoded one came. */
function* recodings({ path, pathEncoding }: SignedParts): Generator<Variant, void, undefined> {
  if (pathEncoding === 'encoded' && path.includes('%')) yield variant('path-decoded-twice', path);
}

const moreRecodings: Repair = function* (octets) {
  const decoded = decodedOnceMore(octets);
  if (decoded) yield variant('path-encoded-twice', decoded);
  const other = readAsLatin1(octets);
  if (other) yield variant('path-charset-changed', other);
};

const slashes: Repair = function* (octets) {
  const path = octets.toString('latin1');
  if (path.endsWith('/') && path !== '/') yield latin1('path-slash-added', path.slice(0, -1));
  else if (path !== '/') yield latin1('path-slash-stripped', `${path}/`);
  yield latin1('path-slashes-merged', `/${path}`);
};

function* mountings(octets: Buffer, prefixes: readonly string[]): Generator<Variant, void, undefined> {
  const path = octets.toString('latin1');
  if (INDEX_FILE.test(path)) {
    yield latin1('path-index-added', path.replace(INDEX_FILE, '/'));
    yield latin1('path-index-added', path.replace(INDEX_FILE, '') || '/');
  }
  yield* suffixes(path);
  for (const prefix of prefixes) {
    const whole = prefix.replace(/\/$/, '') + path;
    yield latin1('path-prefix-stripped', whole.startsWith('/') ? whole : `/${whole}`);
    if (path === '/') yield latin1('path-prefix-stripped', prefix);
  }
}

function* suffixes(path: string): Generator<Variant, void, undefined> {
  let at = path.indexOf('/', 1);
  for (let count = 0; at !== -1 && count < MAX_SEGMENTS; count += 1) {
    yield latin1('path-prefix-added', path.slice(at));
    at = path.indexOf('/', at + 1);
  }
  // The URL had no path at all, so OSS asked for `/`.
  if (path !== '/') yield latin1('path-prefix-added', '/');
}

const latin1 = (code: SignatureChangeCode, path: string): Variant => variant(code, Buffer.from(path, 'latin1'));
