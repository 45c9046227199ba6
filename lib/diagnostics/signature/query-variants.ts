import { queryCandidates } from '../../signature/query-candidates.ts';
import type { SignedParts } from '../../signature/signed-parts.ts';
import { formSpellings, type RespellingKind } from './form-spellings.ts';
import { permutations } from './permutations.ts';
import type { SignatureChangeCode } from './signature-change.ts';
import { htmlUnescaped } from './text-repairs.ts';
import { distinct, variant, type Variant } from './variant.ts';

const MAX_PARAMETERS = 16;
const MAX_VARIANTS = 1_000;
// Of a long query only its loss is tried: no callback URL has one.
const LONG_QUERY = 8_192;

/** Every query, with its `?`, that may have become this one: as it came, then the likely before the unlikely. */
export function queryVariants(request: SignedParts, hints: readonly string[]): Variant[] {
  const asIs = queryCandidates(request).map((query) => ({ octets: Buffer.from(query), codes: [] }));
  const received = asIs[0]?.octets.toString('latin1') ?? '';
  function* all(): Generator<Variant, void, undefined> {
    yield* asIs;
    for (const hint of hints) yield variant(changeOfQuery(received, hint), hint);
    if (received !== '') yield* rewritten(received);
  }
  return distinct(all(), MAX_VARIANTS);
}

/** Names what made one query of another; both with their `?` where there is one. */
export function changeOfQuery(received: string, signed: string): SignatureChangeCode {
  if (signed === `${received}?`) return 'query-mark-stripped';
  if (received === '') return 'query-lost';
  return signed === '' ? 'query-added' : 'query-replaced';
}

const CODES: Readonly<Record<RespellingKind, SignatureChangeCode>> = {
  spaces: 'query-reencoded',
  decoded: 'query-decoded',
  reencoded: 'query-reencoded',
};

function* rewritten(query: string): Generator<Variant, void, undefined> {
  const latin1 = (code: SignatureChangeCode, text: string): Variant => variant(code, Buffer.from(text, 'latin1'));
  yield variant('query-added', '');
  yield variant('query-added', '?');
  if (query.length > LONG_QUERY) return;
  yield latin1('query-mark-stripped', `${query}?`);
  const plain = htmlUnescaped(Buffer.from(query, 'latin1'));
  if (plain) yield variant('query-html-escaped', plain);
  const text = query.slice(1);
  const parameters = text.split('&');
  if (parameters.length > 1 && parameters.length <= MAX_PARAMETERS) {
    for (const index of parameters.keys()) {
      yield latin1('query-parameter-added', `?${parameters.toSpliced(index, 1).join('&')}`);
    }
  }
  for (const { text: other, kind } of formSpellings(text)) yield latin1(CODES[kind], `?${other}`);
  // A parser that was handed `a` writes `a=`, and some that were handed `a=` write `a`.
  yield latin1('query-reencoded', `?${text.replaceAll(/=(?=&|$)/g, '')}`);
  yield latin1('query-reencoded', `?${parameters.map((each) => (each.includes('=') ? each : `${each}=`)).join('&')}`);
  for (const order of permutations(parameters)) yield latin1('query-reordered', `?${order.join('&')}`);
}
