import { namedGroups } from '../named-groups.ts';
import { systemVariable } from '../system-variables.ts';
import type { SourceLanguage } from './source-language.ts';

/** Three quotes after an @ are one, and a doubled one that the text begins with. */
const LITERAL =
  /(?<prefix>[@$a-z]{0,3})(?:(?<mark>(?<!@\$?)"""|'''|"|'|`)(?<text>[\s\S]*)\k<mark>|<<<(?<quote>['"]?)(?<tag>\w+)\k<quote>\r?\n(?<doc>[\s\S]*)\n\s*\k<tag>)$/i;
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' };
/** What may stand behind a backslash in languages that keep it before anything else; the others drop it. */
const KNOWN_ESCAPES: Readonly<Partial<Record<SourceLanguage, string>>> = {
  python: '\\\'"nrtbfv0',
  php: '\\"$nrtfv0',
};
const ESCAPE =
  /(?<octets>(?:\\[0-3][0-7]{2})+)|\\(?:u\{(?<point>[0-9a-f]{1,6})\}|u(?<unit>[0-9a-f]{4})|x(?<octet>[0-9a-f]{2})|(?<newline>\r?\n)|(?<other>[\s\S]))/gi;

interface LiteralParts {
  readonly prefix: string;
  readonly mark?: string;
  readonly text?: string;
  readonly quote?: string;
  /** There where `text` is not. */
  readonly doc: string;
}

interface Unescaped {
  readonly value: string;
  readonly interpolated: readonly { readonly name: string; readonly offset: number }[];
}

/**
 * Reads a string literal as its language does, and finds the OSS variables that the language would fill in by itself: they
 * stay in the value, as meant. Other interpolations are replaced by their names. Never throws.
 */
export function unescapeLiteral(literal: string, offset: number, language: SourceLanguage): Unescaped {
  // Whatever the tokenizer takes for a literal fits.
  const { prefix, mark = '', text, quote, doc } = namedGroups(LITERAL.exec(literal) as RegExpExecArray) as LiteralParts;
  const content = text ?? doc;
  const isHeredoc = mark === '' && quote !== "'";
  const interpolation = interpolationOf(language, prefix, mark, isHeredoc);
  const interpolated: { name: string; offset: number }[] = [];
  const contentAt = offset + literal.indexOf(content);
  const meant = interpolation
    ? content.replace(interpolation, (whole: string, name: string | undefined, at: number) => {
        if (name === undefined) return DOUBLED_BRACES[whole] ?? whole;
        const hasDollar = whole.startsWith('$') || content[at - 1] === '$';
        if (!hasDollar || !isOssVariable(name)) return name;
        interpolated.push({ name, offset: contentAt + at });
        return whole;
      })
    : content;
  return { value: unescapeContent(meant, { language, prefix, mark, isHeredoc }), interpolated };
}

const isOssVariable = (name: string): boolean => systemVariable(name) !== undefined || name.startsWith('x:');

/** Where braces alone fill in, two are one. */
const DOUBLED_BRACES: Readonly<Record<string, string>> = { '{{': '{', '}}': '}' };

/** Finds what the literal fills in: its first group is the name; escapes match without it. */
function interpolationOf(
  language: SourceLanguage,
  prefix: string,
  mark: string,
  isHeredoc: boolean,
): RegExp | undefined {
  const isDouble = mark.includes('"');
  const withDollar = /\\.|\$\{([^}]*)\}/g;
  if (language === 'javascript' && mark === '`') return withDollar;
  if (language === 'php' && (isDouble || isHeredoc)) return withDollar;
  if (language === 'kotlin' && isDouble) return withDollar;
  const withBraces = /\{\{|\}\}|\{([^{}]*)\}/g;
  return (language === 'python' && /f/i.test(prefix)) || (language === 'csharp' && prefix.includes('$'))
    ? withBraces
    : undefined;
}

interface Style {
  readonly language: SourceLanguage;
  readonly prefix: string;
  readonly mark: string;
  readonly isHeredoc: boolean;
}

function unescapeContent(content: string, { language, prefix, mark, isHeredoc }: Style): string {
  if (language === 'csharp' && prefix.includes('@')) return content.replaceAll('""', '"');
  const isRaw =
    (mark === '' && !isHeredoc) ||
    (mark === '`' && language !== 'javascript') ||
    (mark === '"""' && (language === 'kotlin' || language === 'csharp')) ||
    (language === 'python' && /r/i.test(prefix));
  if (isRaw) return content;
  if (mark === "'" && (language === 'php' || language === 'ruby')) return content.replace(/\\([\\'])/g, '$1');
  return unescapeFully(content, language, isHeredoc);
}

function unescapeFully(content: string, language: SourceLanguage, isHeredoc: boolean): string {
  return content.replace(ESCAPE, (whole: string, ...rest: unknown[]) => {
    const { octets, point, unit, octet, newline, other } = rest.at(-1) as Record<string, string | undefined>;
    if (octets !== undefined) return fromOctal(octets);
    const code = point ?? unit ?? octet;
    if (code !== undefined) return codePoint(Number.parseInt(code, 16));
    if (newline !== undefined) return '';
    return unescapeOther(String(other)) ?? whole;
  });

  function unescapeOther(other: string): string | undefined {
    // A heredoc needs no escape for a quote, and PHP keeps the backslash there.
    if (isHeredoc && other === '"') return undefined;
    return KNOWN_ESCAPES[language]?.includes(other) === false ? undefined : (CONTROLS[other] ?? other);
  }
}

// In C, octets of UTF-8.
const fromOctal = (octets: string): string =>
  Buffer.from(
    octets
      .split('\\')
      .slice(1)
      .map((octal) => Number.parseInt(octal, 8)),
  ).toString();

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
