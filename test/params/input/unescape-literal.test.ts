import type { SourceLanguage } from '../../../lib/params/input/source-language.ts';
import { unescapeLiteral } from '../../../lib/params/input/unescape-literal.ts';

interface Case {
  readonly language: SourceLanguage;
  readonly literal: string;
  readonly value: string;
}

const r = String.raw;

const VALUES: readonly Case[] = [
  { language: 'javascript', literal: r`'a\tb\'\"\q\ \/'`, value: 'a\tb\'"q /' },
  { language: 'javascript', literal: r`"\u{10FFFF}\u{110000}\u4e2d\x41"`, value: '\u{10FFFF}\uFFFD中A' },
  { language: 'javascript', literal: '`a\\tb`', value: 'a\tb' },
  { language: 'javascript', literal: '"a\\\nb\\\r\nc"', value: 'abc' },
  { language: 'javascript', literal: r`""`, value: '' },
  { language: 'java', literal: r`r"a\tb"`, value: 'a\tb' },
  { language: 'c', literal: r`"\344\270\255=\101"`, value: '中=A' },
  { language: 'objective-c', literal: r`@"a\tb"`, value: 'a\tb' },
  { language: 'go', literal: '`a\\tb`', value: r`a\tb` },
  { language: 'php', literal: r`'a\tb\'\"\\'`, value: 'a\\tb\'\\"\\' },
  { language: 'php', literal: r`"a\tb\q\"\$"`, value: 'a\tb\\q"$' },
  { language: 'php', literal: '"\\\\\\n\\r\\t\\v\\f\\0\\$\\""', value: '\\\n\r\t\v\f\0$"' },
  { language: 'php', literal: '"\\\'\\/\\b\\`"', value: "\\'\\/\\b\\`" },
  { language: 'php', literal: "<<<EOT\n\\'\\/\\b\\`\\$\nEOT", value: "\\'\\/\\b\\`$" },
  { language: 'php', literal: '<<<EOT\na \\t\n"b\\"\n  EOT', value: 'a \t\n"b\\"' },
  { language: 'php', literal: '<<<"EOT"\r\na\\tb\nEOT', value: 'a\tb' },
  { language: 'php', literal: "<<<'EOT'\na \\t\n$b\nEOT", value: 'a \\t\n$b' },
  { language: 'ruby', literal: r`'a\tb\'\\'`, value: "a\\tb'\\" },
  { language: 'ruby', literal: r`"a\tb"`, value: 'a\tb' },
  { language: 'python', literal: r`'a\tb\q\''`, value: "a\tb\\q'" },
  { language: 'python', literal: '"\\\\\\n\\r\\t\\b\\v\\f\\0\\\'\\""', value: '\\\n\r\t\b\v\f\0\'"' },
  { language: 'python', literal: "'a=\\${bucket}\\`\\/'", value: 'a=\\${bucket}\\`\\/' },
  { language: 'python', literal: r`"""a "\t" b"""`, value: 'a "\t" b' },
  { language: 'python', literal: r`'''a '\t' b'''`, value: "a '\t' b" },
  { language: 'python', literal: r`Rb"a\tb\d"`, value: r`a\tb\d` },
  { language: 'kotlin', literal: r`"a\tb"`, value: 'a\tb' },
  { language: 'kotlin', literal: r`"""a "\t" b"""`, value: r`a "\t" b` },
  { language: 'csharp', literal: r`"a\tb"`, value: 'a\tb' },
  { language: 'csharp', literal: r`@"a\tb ""c"""`, value: r`a\tb "c"` },
  { language: 'csharp', literal: '@"""a""""b"', value: '"a""b' },
  { language: 'csharp', literal: '@"""a"""', value: '"a"' },
  { language: 'csharp', literal: '$@"""a"""', value: '"a"' },
  { language: 'csharp', literal: '@$"""a"""', value: '"a"' },
  { language: 'csharp', literal: r`"""a "\t" b"""`, value: r`a "\t" b` },
  { language: 'csharp', literal: '$"${{bucket}}={bucket}"', value: '${bucket}=bucket' },
  { language: 'csharp', literal: '"{{a}}{b}"', value: '{{a}}{b}' },
  { language: 'python', literal: "f'${{bucket}}={bucket}'", value: '${bucket}=bucket' },
  { language: 'python', literal: "'{{a}}{b}'", value: '{{a}}{b}' },
  { language: 'javascript', literal: '`{{a}}{b}`', value: '{{a}}{b}' },
];

const FILLED: readonly Case[] = [
  { language: 'javascript', literal: '`a=${bucket}&b=${x:b}&c=${c}`', value: 'a=${bucket}&b=${x:b}&c=c' },
  { language: 'javascript', literal: '`a=\\${c}\\\n&b=${bucket}&${x:b}`', value: 'a=${c}&b=${bucket}&${x:b}' },
  { language: 'php', literal: '"a=${bucket}&b=${x:b}"', value: 'a=${bucket}&b=${x:b}' },
  { language: 'php', literal: '<<<EOT\na=${bucket}&b=${x:b}\nEOT', value: 'a=${bucket}&b=${x:b}' },
  { language: 'kotlin', literal: '"a=${bucket}&b=${x:b}"', value: 'a=${bucket}&b=${x:b}' },
  { language: 'kotlin', literal: '"""a=${bucket}&b=${x:b}"""', value: 'a=${bucket}&b=${x:b}' },
  { language: 'python', literal: 'f"a=${bucket}&b=${x:b}&c=${c}"', value: 'a=${bucket}&b=${x:b}&c=$c' },
  { language: 'python', literal: 'f"\\${bucket}&b=${x:b}"', value: '\\${bucket}&b=${x:b}' },
  { language: 'python', literal: 'f"\\x7b{{${bucket},${x:b}}}"', value: '{{${bucket},${x:b}}' },
  { language: 'csharp', literal: '$"a=${bucket}&b=${x:b}{{c}}"', value: 'a=${bucket}&b=${x:b}{c}' },
  { language: 'csharp', literal: '$"{{\\"a\\":${bucket},\\"b\\":${x:b}}}"', value: '{"a":${bucket},"b":${x:b}}' },
  { language: 'csharp', literal: '$@"{{""a"":${bucket},""b"":${x:b}}}"', value: '{"a":${bucket},"b":${x:b}}' },
  { language: 'csharp', literal: '$"${{bucket}}${{x:b}}${bucket}${x:b}"', value: '${bucket}${x:b}${bucket}${x:b}' },
  { language: 'csharp', literal: '$"{object}{{{x:c}}}${bucket}${x:b}"', value: 'object{x:c}${bucket}${x:b}' },
];

const KEPT: readonly (readonly [SourceLanguage, string])[] = [
  ['javascript', '"a=${bucket}"'],
  ['php', "'a=${bucket}'"],
  ['php', "<<<'EOT'\na=${bucket}\nEOT"],
  ['python', 'r"a=${bucket}"'],
  ['csharp', '@"a=${bucket}"'],
  ['c', 'f"a=${bucket}"'],
  ['java', '$"a=${bucket}"'],
];

describe(unescapeLiteral, () => {
  it.each(VALUES)('reads in $language: $literal', ({ language, literal, value }) => {
    expect(unescapeLiteral(literal, 0, language)).toStrictEqual({ value, interpolated: [] });
  });

  it.each(FILLED)('finds what $language fills in: $literal', ({ language, literal, value }) => {
    // Where an expression stands between braces alone, the $ before it is text.
    const dollar = language === 'python' || language === 'csharp' ? '' : '$';
    const offsetOf = (name: string): number => 100 + literal.lastIndexOf(`${dollar}{${name}}`);
    expect(unescapeLiteral(literal, 100, language)).toStrictEqual({
      value,
      interpolated: [
        { name: 'bucket', offset: offsetOf('bucket') },
        { name: 'x:b', offset: offsetOf('x:b') },
      ],
    });
  });

  it.each(KEPT)('finds nothing that %s fills in: %s', (language, literal) => {
    expect(unescapeLiteral(literal, 0, language)).toStrictEqual({ value: 'a=${bucket}', interpolated: [] });
  });
});
