/** Writes text as a string literal of a language. Each takes any well-formed text, and no `${}` in it is filled in. */
export type Literal = (text: string) => string;

/** In single quotes: in others a template would be filled in by JavaScript or PHP themselves. */
export const javascriptLiteral: Literal = (text) =>
  `'${JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\[\s\S]|'/g, (found) => (found === '\\"' ? '"' : found === "'" ? "\\'" : found))}'`;

/** JSON's escapes are Python's, too. */
export const pythonLiteral: Literal = (text) => JSON.stringify(text);

/** In single quotes, where only the quote and the backslash are special. */
export const phpLiteral: Literal = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** The same as in PHP: `#{}` is not special in single quotes. */
export const rubyLiteral: Literal = (text) => phpLiteral(text);

/** JSON's escapes are Go's, too; a byte order mark may not stand within a source file. */
export const goLiteral: Literal = (text) => JSON.stringify(text).replaceAll('\uFEFF', '\\ufeff');

/** JSON's escapes are C#'s, too. */
export const csharpLiteral: Literal = (text) => JSON.stringify(text);

/** What is not ASCII is escaped: up to Java 17 the compiler takes the character set of the machine. */
export const javaLiteral: Literal = (text) =>
  JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** UTF-8 octets in octal, which, unlike hex, ends after three digits; `??` could begin a trigraph. */
export const cLiteral: Literal = (text) => {
  const octets = [...Buffer.from(text)].map((octet) => {
    if (octet === 0x22 || octet === 0x5c) return `\\${String.fromCharCode(octet)}`;
    return octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : `\\${octet.toString(8).padStart(3, '0')}`;
  });
  return `"${octets.join('').replace(/(?<=\?)\?/g, '\\?')}"`;
};

/** As JSON, but for control characters, for which the compiler wants octal. */
export const objectiveCLiteral: Literal = (text) =>
  `@${JSON.stringify(text).replace(/\\u00(?<hex>[01][0-9a-f])|\\[\s\S]/g, (found, hex: string | undefined) =>
    hex === undefined ? found : `\\${Number.parseInt(hex, 16).toString(8).padStart(3, '0')}`,
  )}`;

/** In single quotes, which a POSIX shell does not look into. */
export const shellLiteral: Literal = (text) => `'${text.replaceAll("'", "'\\''")}'`;
