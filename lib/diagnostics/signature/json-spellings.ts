import { permutations } from './permutations.ts';

/** How one spelling of a JSON text became another. */
export type JsonRespellingKind = 'spacing' | 'slashes' | 'unicode' | 'rewritten' | 'reordered';

/** Another way to write the same JSON. */
export interface JsonSpelling {
  readonly text: string;
  /** What turned that spelling into the one at hand. */
  readonly kind: JsonRespellingKind;
}

interface Layout {
  readonly comma: string;
  readonly colon: string;
  /** One level of indentation; absent for JSON on one line. */
  readonly indent?: string;
}

// As JavaScript, Python and PHP write it, and people write templates.
const LAYOUTS: readonly Layout[] = [
  { comma: ',', colon: ':' },
  { comma: ', ', colon: ': ' },
  { comma: ',', colon: ': ' },
  { comma: ', ', colon: ':' },
  { comma: ',', colon: ': ', indent: '  ' },
  { comma: ',', colon: ': ', indent: '    ' },
  { comma: ',', colon: ': ', indent: '\t' },
];

type WriteString = (token: string) => string;

const canonical: WriteString = (token) => JSON.stringify(JSON.parse(token));
const escapeSlashes: WriteString = (token) => token.replaceAll('/', '\\/');
const escapeUnicode: WriteString = (token) =>
  token.replace(/[\x7f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
const upperUnicode: WriteString = (token) =>
  token.replace(/[\x7f-\uffff]/g, (each) => `\\u${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

const STRINGS: readonly WriteString[] = [
  (token) => token,
  canonical,
  (token) => escapeSlashes(canonical(token)),
  (token) => escapeUnicode(canonical(token)),
  (token) => upperUnicode(canonical(token)),
  (token) => escapeSlashes(escapeUnicode(canonical(token))),
];

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** Every usual way to write a JSON text with its numbers and its order as they are. Nothing for what is not JSON. */
export function* jsonSpellings(text: string): Generator<JsonSpelling, void, undefined> {
  const tokens = tokensOf(text);
  if (tokens === undefined) return;
  for (const writeString of STRINGS) {
    const written = tokens.map((token) => (token.startsWith('"') ? writeString(token) : token));
    for (const layout of LAYOUTS) {
      const spelling = layOut(written, layout);
      if (spelling !== text) yield { text: spelling, kind: kindOf(text, tokens, spelling) };
    }
  }
}

/** The members of a JSON object of two to six, in every other order, on one line. */
export function* jsonOrders(text: string): Generator<JsonSpelling, void, undefined> {
  const tokens = tokensOf(text);
  if (tokens?.[0] !== '{') return;
  for (const order of permutations(membersOf(tokens))) {
    for (const layout of LAYOUTS.slice(0, 2)) {
      const joined = ['{', ...order.flatMap((member, index) => (index === 0 ? member : [',', ...member])), '}'];
      yield { text: layOut(joined, layout), kind: 'reordered' };
    }
  }
}

function tokensOf(text: string): string[] | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  return text.match(TOKEN) ?? undefined;
}

function membersOf(tokens: readonly string[]): string[][] {
  const members: string[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(1, -1)) {
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
    if (token === ',' && depth === 0) members.push([]);
    else members.at(-1)?.push(token);
  }
  return members;
}

function layOut(tokens: readonly string[], { comma, colon, indent }: Layout): string {
  let depth = 0;
  const lineBreak = (): string => (indent === undefined ? '' : `\n${indent.repeat(depth)}`);
  return tokens
    .map((token, index) => {
      const isOpenBefore = tokens[index - 1] === '{' || tokens[index - 1] === '[';
      if (token === ',') return comma + lineBreak();
      if (token === ':') return colon;
      if (token === '}' || token === ']') {
        depth -= 1;
        return (isOpenBefore ? '' : lineBreak()) + token;
      }
      if (token !== '{' && token !== '[') return token;
      depth += 1;
      const isEmpty = tokens[index + 1] === '}' || tokens[index + 1] === ']';
      return token + (isEmpty ? '' : lineBreak());
    })
    .join('');
}

function kindOf(received: string, tokens: readonly string[], signed: string): JsonRespellingKind {
  const others = signed.match(TOKEN) ?? [];
  const differing = tokens.filter((token, index) => token !== others[index]);
  if (differing.length === 0) return 'spacing';
  if (signed.replaceAll('/', '\\/') === received) return 'slashes';
  return [escapeUnicode(signed), upperUnicode(signed)].includes(received) ? 'unicode' : 'rewritten';
}
