import fc from 'fast-check';
import { splitShellWords } from '../../../lib/params/input/split-shell-words.ts';
import { codePoint } from '../../helpers/arbitraries.ts';

describe(splitShellWords, () => {
  it.each([
    { command: 'a  b\tc\nd', words: ['a', 'b', 'c', 'd'] },
    { command: `'a b'"c d"e\\ f`, words: ['a bc de f'] },
    { command: `"a\\"b\\$c\\\\d\\e"`, words: ['a"b$c\\d\\e'] },
    { command: `$'a\\nb\\'c\\\\\\t\\q'`, words: ["a\nb'c\\\t\\q"] },
    { command: `$'a\\rb\\"c'`, words: ['a\rb"c'] },
    { command: ' a', words: ['a'] },
    { command: '\\\na \\\nb', words: ['a', 'b'] },
    { command: `$'\\x41\\u0042\\U'`, words: ['AB\\U'] },
    { command: 'a \\\n  b\\\nc \\\r\n d', words: ['a', 'bc', 'd'] },
    { command: '"a\\\nb" \'\'', words: ['ab', ''] },
    { command: `it's "open \\`, words: ["it's", '"open', '\\'] },
    { command: 'a$b"$c"', words: ['a$b$c'] },
    { command: '', words: [] },
  ])('splits $command', ({ command, words }) => {
    expect(splitShellWords(command)).toEqual(words);
  });

  it('gives back words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: codePoint })), (words) => {
        const command = words.map((word) => `'${word.replaceAll("'", `'"'"'`)}'`).join(' ');
        expect(splitShellWords(command)).toEqual(words);
      }),
    );
  });
});
