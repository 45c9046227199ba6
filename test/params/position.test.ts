import { positionAt } from '../../lib/params/position.ts';

describe(positionAt, () => {
  it.each([
    { name: 'the beginning', text: 'ab\ncd', offset: 0, place: { line: 1, column: 1, excerpt: 'ab', caret: 0 } },
    { name: 'a line break', text: 'ab\ncd', offset: 2, place: { line: 1, column: 3, excerpt: 'ab', caret: 2 } },
    { name: 'the next line', text: 'ab\ncd', offset: 3, place: { line: 2, column: 1, excerpt: 'cd', caret: 0 } },
    {
      name: 'a line break at the beginning',
      text: '\nab',
      offset: 0,
      place: { line: 1, column: 1, excerpt: '', caret: 0 },
    },
    { name: 'the end', text: 'ab\ncd', offset: 5, place: { line: 2, column: 3, excerpt: 'cd', caret: 2 } },
    {
      name: 'carriage returns',
      text: 'a\rb\r\nc',
      offset: 2,
      place: { line: 1, column: 3, excerpt: 'a\rb', caret: 2 },
    },
    {
      name: 'a long line',
      text: `${'a'.repeat(61)}${'b'.repeat(41)}`,
      offset: 61,
      place: { line: 1, column: 62, excerpt: `${'a'.repeat(60)}${'b'.repeat(40)}`, caret: 60 },
    },
  ])('shows $name', ({ text, offset, place }) => {
    expect(positionAt({ text, in: 'input', offset })).toStrictEqual({ in: 'input', offset, ...place });
  });

  it('names the field', () => {
    expect(positionAt({ text: 'a', in: 'callback', offset: 0, path: 'callbackUrl' })).toStrictEqual({
      in: 'callback',
      offset: 0,
      line: 1,
      column: 1,
      path: 'callbackUrl',
      excerpt: 'a',
      caret: 0,
    });
  });
});
