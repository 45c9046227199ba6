import { namedGroups } from '../named-groups.ts';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\' };

// Quoted in '…', $'…' or "…", an escaped character (a line that goes on among them), or anything else but white space.
const PIECE =
  /'(?<plain>[^']*)'|\$'(?<ansi>(?:[^'\\]|\\.)*)'|"(?<double>(?:[^"\\]|\\.)*)"|\\(?<escaped>.)|(?:(?!\$')[^\s'"\\])+|['"\\]/gs;

/**
 * Splits a command line into words as a POSIX shell does: quotes, escapes, lines that go on. Nothing is run or filled in,
 * so `$name` and `$(…)` stay. Never throws; a quote that nobody closes counts as a character.
 */
export function splitShellWords(command: string): string[] {
  const words: string[] = [];
  let end = -1;
  for (const match of command.matchAll(PIECE)) {
    const { plain, ansi, double, escaped } = namedGroups<'plain' | 'ansi' | 'double' | 'escaped'>(match);
    const isContinued = escaped === '\n' || escaped === '\r';
    const isJoined = match.index === end;
    // Between two words it is part of neither.
    if (isContinued && !isJoined) continue;
    const piece = isContinued ? '' : (plain ?? unescapeAnsi(ansi) ?? unescapeDouble(double) ?? escaped ?? match[0]);
    words.push(isJoined ? String(words.pop()) + piece : piece);
    end = match.index + match[0].length;
  }
  return words;
}

const unescapeDouble = (text: string | undefined): string | undefined =>
  text?.replace(/\\(["\\$`])/g, '$1').replace(/\\\r?\n/g, '');

// Browsers write `\u0021` for an exclamation mark where they copy a request as a command.
const unescapeAnsi = (text: string | undefined): string | undefined =>
  text?.replace(/\\(?:x(?<hex>[0-9a-f]{1,2})|u(?<unicode>[0-9a-f]{1,4})|(?<other>.))/gis, (whole, ...rest) => {
    const { hex, unicode, other } = rest.at(-1) as Record<string, string | undefined>;
    const code = hex ?? unicode;
    return code === undefined ? (ESCAPES[String(other)] ?? whole) : String.fromCharCode(parseInt(code, 16));
  });
