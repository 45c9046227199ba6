import type { SignedParts } from './signed-parts.ts';

const NO_QUERY = ['', '?'];

type Pairs = NonNullable<SignedParts['queryPairs']>;

/**
 * The query that OSS signed, with its `?`. Where the platform hands it over verbatim there is one, and for an empty
 * one the bare `?` that some SDKs always append. Where only decoded pairs are left, the four ways in which clients
 * write them; another order or a mixed escaping is lost.
 */
export function queryCandidates({ rawQuery, queryPairs = [] }: SignedParts): readonly string[] {
  if (rawQuery === '') return NO_QUERY;
  if (rawQuery !== undefined) return rawQuery.startsWith('?') ? [`?${rawQuery}`, rawQuery] : [`?${rawQuery}`];
  if (queryPairs.length === 0) return NO_QUERY;
  const spellings = [verbatim, escaped, asForm, withoutEmpty].map((spell) => `?${spell(queryPairs)}`);
  return [...new Set(spellings)];
}

const verbatim = (pairs: Pairs): string => pairs.map(([name, value]) => `${name}=${value}`).join('&');

const escaped = (pairs: Pairs): string => pairs.map(([name, value]) => `${escape(name)}=${escape(value)}`).join('&');

const asForm = (pairs: Pairs): string => new URLSearchParams(pairs as [string, string][]).toString();

const withoutEmpty = (pairs: Pairs): string =>
  pairs.map(([name, value]) => (value === '' ? name : `${name}=${value}`)).join('&');

// encodeURIComponent throws on a lone surrogate, which a platform can hand over.
const escape = (text: string): string => encodeURIComponent(text.toWellFormed());
