import { MalformedRequestError } from '../../lib/errors.ts';
import { pathCandidates } from '../../lib/signature/path-candidates.ts';

type Case = Partial<Parameters<typeof pathCandidates>[0]> & { readonly publicPathPrefix?: string };

function candidates({ publicPathPrefix, ...parts }: Case): string[] {
  const request = { path: '/', pathEncoding: 'encoded' as const, rawQuery: '', body: new Uint8Array(), ...parts };
  return [...pathCandidates(request, publicPathPrefix)].map((octets) => octets.toString('latin1'));
}

describe('pathCandidates', () => {
  it.each<{ name: string; given: Case; expected: string[] }>([
    { name: 'one for a plain path', given: { path: '/a' }, expected: ['/a'] },
    { name: 'the decoded path, once', given: { path: '/a%20b%2525' }, expected: ['/a b%25'] },
    { name: 'octets that are no UTF-8', given: { path: '/%E9' }, expected: ['/\u00e9'] },
    { name: 'a plus as itself, then as a space', given: { path: '/a+b+c' }, expected: ['/a+b+c', '/a b c'] },
    { name: 'an escaped plus as itself only', given: { path: '/a%2Bb' }, expected: ['/a+b'] },
    { name: 'both kinds of plus', given: { path: '/a+b%2Bc' }, expected: ['/a+b+c', '/a b+c'] },
    { name: 'a trailing slash', given: { path: '/a/' }, expected: ['/a/'] },
    { name: 'a decoded path as it is', given: { path: '/a b', pathEncoding: 'decoded' }, expected: ['/a b'] },
    {
      name: 'a decoded path with a percent sign, also decoded once more',
      given: { path: '/a%41', pathEncoding: 'decoded' },
      expected: ['/a%41', '/aA'],
    },
    {
      name: 'a decoded path with a lone percent sign, as it is',
      given: { path: '/100%', pathEncoding: 'decoded' },
      expected: ['/100%'],
    },
    {
      name: 'a decoded plus both ways',
      given: { path: '/a+b', pathEncoding: 'decoded' },
      expected: ['/a+b', '/a b'],
    },
    {
      name: 'a decoded path with plus and percent, every way',
      given: { path: '/a+b%2B', pathEncoding: 'decoded' },
      expected: ['/a+b%2B', '/a b%2B', '/a+b+', '/a b+'],
    },
    {
      name: 'with and without what the platform cut off',
      given: { path: '/a', pathPrefix: '/prod' },
      expected: ['/a', '/prod/a'],
    },
    {
      name: 'only with the stated prefix where there is one, before what the platform cut off',
      given: { path: '/a', pathPrefix: '/prod', publicPathPrefix: '/api/' },
      expected: ['/api/a', '/api/prod/a'],
    },
    {
      name: 'no stated prefix where it is the root',
      given: { path: '/a', publicPathPrefix: '/' },
      expected: ['/a'],
    },
    { name: 'an escaped prefix decoded', given: { path: '/a', publicPathPrefix: '/%41' }, expected: ['/A/a'] },
  ])('gives $name', ({ given, expected }) => {
    expect(candidates(given)).toEqual(expected);
  });

  it.each(['/cb', '/a b', '/a+b', '/a%41', '/100%'])('takes %j for decoded where JavaScript does not say', (path) => {
    const unsaid = undefined as never;
    expect(candidates({ path, pathEncoding: unsaid })).toEqual(candidates({ path, pathEncoding: 'decoded' }));
    expect(candidates({ path, pathEncoding: unsaid })).toContain(path);
  });

  it.each(['/%', '/%zz', '/a+%4'])('refuses the bad escape in %j', (path) => {
    expect(() => candidates({ path })).toThrow(MalformedRequestError);
  });
});
