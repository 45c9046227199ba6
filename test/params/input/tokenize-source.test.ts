import type { SourceLanguage } from '../../../lib/params/input/source-language.ts';
import { type SourceToken, tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

const word = (value: string): SourceToken => ({ kind: 'word', value });
const text = (value: string): SourceToken => ({ kind: 'string', value, interpolated: [] });
const mark = (value: string, close?: number): SourceToken => ({
  kind: 'punctuation',
  value,
  ...(close !== undefined && { close }),
});

interface Case {
  readonly name: string;
  readonly source: string;
  readonly language: SourceLanguage;
  readonly tokens: readonly SourceToken[];
}

const HASHES: readonly Case[] = (['php', 'ruby', 'python'] as const).map((language) => ({
  name: `remarks of ${language}`,
  source: "a # it's\nb",
  language,
  tokens: [word('a'), word('b')],
}));

const CASES: readonly Case[] = [
  ...HASHES,
  {
    name: 'a # that begins no remark',
    source: "a.#b = 'c' // it's\n/* it's */ d",
    language: 'javascript',
    tokens: [word('a'), mark('.'), mark('#'), word('b'), mark('='), text('c'), word('d')],
  },
  {
    name: 'brackets, and others in literals',
    source: `f("(", {"}": [']']})`,
    language: 'javascript',
    tokens: [
      word('f'),
      mark('(', 11),
      text('('),
      mark(','),
      mark('{', 10),
      text('}'),
      mark(':'),
      mark('[', 9),
      text(']'),
      mark(']'),
      mark('}'),
      mark(')'),
    ],
  },
  {
    name: 'brackets and literals that nobody closes or opens',
    source: `) ( ] 'a`,
    language: 'javascript',
    tokens: [mark(')'), mark('('), mark(']'), mark("'"), word('a')],
  },
  {
    name: 'a verbatim literal',
    source: String.raw`a = @"\" + @"b""c";`,
    language: 'csharp',
    tokens: [word('a'), mark('='), text('\\'), mark('+'), text('b"c'), mark(';')],
  },
  {
    name: 'a literal whose @ changes nothing',
    source: String.raw`a = @"b\"c";`,
    language: 'objective-c',
    tokens: [word('a'), mark('='), text('b"c'), mark(';')],
  },
];

describe(tokenizeSource, () => {
  it.each(CASES)('reads $name', ({ source, language, tokens }) => {
    expect(tokenizeSource(source, language)).toStrictEqual(tokens);
  });

  it('guesses the language', () => {
    expect(tokenizeSource('import json\na # b')).toStrictEqual([word('import'), word('json'), word('a')]);
  });
});
