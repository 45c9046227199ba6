const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const MINUS = 0x2d;
const SAFE_DIGITS = 15;

/**
 * Counts the names in a JSON text, one that stands twice as two; `undefined` where a number stands in it that may not
 * survive as a double: long, below zero, with a fraction or an exponent. Of what is no JSON the count means nothing.
 */
export function countPlainNames(text: string): number | undefined {
  let names = 0;
  // Stryker disable next-line EqualityOperator: behind the text stands nothing that counts.
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === COLON) names += 1;
    else if (code === MINUS) return undefined;
    else if (isDigit(code)) {
      const end = endOfDigits(text, at);
      if (end - at > SAFE_DIGITS || /[.eE]/.test(text.charAt(end))) return undefined;
      at = end - 1;
    }
  }
  return names;
}

/** Where the string that begins at `start` has its closing quote; the end of the text where it has none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let isEscaped = false;
    for (let before = end - 1; text.charCodeAt(before) === BACKSLASH; before -= 1) isEscaped = !isEscaped;
    if (!isEscaped) return end;
  }
  return text.length;
}

function endOfDigits(text: string, start: number): number {
  let end = start + 1;
  while (isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
