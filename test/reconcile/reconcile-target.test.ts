import { expandTarget, parseReconcileTarget } from '../../lib/reconcile/reconcile-target.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 11, 31, 12);

describe('parseReconcileTarget', () => {
  it.each([
    ['my-uploads/', { bucket: 'my-uploads', prefix: '' }],
    ['my-uploads/photos/{yyyy}/{mm}/{dd}/', { bucket: 'my-uploads', prefix: 'photos/{yyyy}/{mm}/{dd}/' }],
    ['my-uploads/{yyyy}{mm}', { bucket: 'my-uploads', prefix: '{yyyy}{mm}' }],
  ])('reads %s', (text, expected) => {
    expect(parseReconcileTarget(text)).toEqual(expected);
  });

  it.each(['my-uploads', '/photos', 'My_Uploads/', 'my-uploads/{day}/', 'my-uploads/{dd}/', 'my-uploads/{mm}/{dd}'])(
    'refuses %s by name',
    (text) => {
      expect(() => parseReconcileTarget(text)).toThrow(`RECONCILE_PREFIXES must be a list like`);
    },
  );
});

describe('expandTarget', () => {
  const prefixesOf = (prefix: string, days: number): string[] =>
    expandTarget({ bucket: 'b', prefix }, { from: NOON - days * DAY, to: NOON }).map((target) => target.prefix);

  it('leaves a prefix without date as it is', () => {
    expect(prefixesOf('avatars/', 7)).toEqual(['avatars/']);
  });

  it('makes each day of the range and one more on both sides, for other time zones', () => {
    expect(prefixesOf('p/{yyyy}/{mm}/{dd}/', 1)).toEqual([
      'p/2026/12/29/',
      'p/2026/12/30/',
      'p/2026/12/31/',
      'p/2027/01/01/',
    ]);
  });

  it('names a month or a year once', () => {
    expect(prefixesOf('{yyyy}-{mm}/', 31)).toEqual(['2026-11/', '2026-12/', '2027-01/']);
    expect(prefixesOf('{yyyy}/', 2)).toEqual(['2026/', '2027/']);
  });
});
