import fc from 'fast-check';
import { queryCandidates } from '../../lib/signature/query-candidates.ts';
import { codePoint } from '../helpers/arbitraries.ts';

type Case = Pick<Parameters<typeof queryCandidates>[0], 'rawQuery' | 'queryPairs'>;

const candidates = (given: Case): readonly string[] =>
  queryCandidates({ path: '/', pathEncoding: 'encoded', body: new Uint8Array(), ...given });

describe('queryCandidates', () => {
  it.each<{ name: string; given: Case; expected: string[] }>([
    { name: 'a verbatim query with its mark', given: { rawQuery: 'id=1&index=2' }, expected: ['?id=1&index=2'] },
    { name: 'a verbatim query undecoded', given: { rawQuery: 'a=%20+&a=' }, expected: ['?a=%20+&a='] },
    { name: 'none, or the bare mark', given: { rawQuery: '' }, expected: ['', '?'] },
    { name: 'a query with a mark of its own', given: { rawQuery: '?a=1' }, expected: ['??a=1', '?a=1'] },
    { name: 'none where none is left', given: { rawQuery: undefined }, expected: ['', '?'] },
    {
      name: 'plain pairs once',
      given: {
        rawQuery: undefined,
        queryPairs: [
          ['id', '1'],
          ['b', '2'],
        ],
      },
      expected: ['?id=1&b=2'],
    },
    {
      name: 'pairs with a space four ways',
      given: {
        rawQuery: undefined,
        queryPairs: [
          ['a', 'b c'],
          ['d', ''],
        ],
      },
      expected: ['?a=b c&d=', '?a=b%20c&d=', '?a=b+c&d=', '?a=b c&d'],
    },
    {
      name: 'pairs with a lone surrogate',
      given: { rawQuery: undefined, queryPairs: [['a', '\ud800']] },
      expected: ['?a=\ud800', '?a=%EF%BF%BD'],
    },
  ])('gives $name', ({ given, expected }) => {
    expect(candidates(given)).toEqual(expected);
  });

  it('never gives more than four', () => {
    const pair = fc.tuple(fc.string({ unit: codePoint }), fc.string({ unit: codePoint }));
    fc.assert(
      fc.property(fc.array(pair), (queryPairs) => {
        const found = candidates({ rawQuery: undefined, queryPairs });
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('holds what clients write: encodeURIComponent, a form, an unescaped query', () => {
    const name = fc.stringMatching(/^[a-z]{1,5}$/);
    const pairs = fc.array(fc.tuple(name, fc.string({ unit: 'grapheme' })), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (queryPairs) => {
        const found = candidates({ rawQuery: undefined, queryPairs });
        const written = queryPairs.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
        expect(found).toContain(`?${written}`);
        expect(found).toContain(`?${new URLSearchParams(queryPairs).toString()}`);
      }),
    );
  });
});
