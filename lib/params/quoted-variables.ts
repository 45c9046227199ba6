import type { Template } from './parse-template.ts';
import { systemVariable } from './system-variables.ts';

/** A variable of text that stands in the quotes of a JSON template. */
export interface QuotedVariable {
  readonly name: string;
  readonly offset: number;
  /** Whether nothing else stands in these quotes. */
  readonly isAlone: boolean;
}

// A quote at the end that no backslash escapes.
const OPENING_QUOTE = /(?<!\\)(?:\\\\)*"$/;

/** Finds the variables whose own quotes would end the string that they stand in. Numbers, and what is unknown, have none. */
export function quotedVariables({ parts }: Template): QuotedVariable[] {
  let isInString = false;
  return parts.flatMap((part, index) => {
    if (part.kind === 'text') {
      const quotes = part.text.replace(/\\[\s\S]/g, '').split('"').length - 1;
      isInString = isInString !== (quotes % 2 === 1);
      return [];
    }
    const bringsQuotes = part.name.startsWith('x:') || systemVariable(part.name)?.json === 'quoted';
    if (!isInString || !bringsQuotes) return [];
    const [before, after] = [parts[index - 1], parts[index + 1]];
    const isAlone =
      before?.kind === 'text' &&
      after?.kind === 'text' &&
      OPENING_QUOTE.test(before.text) &&
      after.text.startsWith('"');
    return [{ name: part.name, offset: part.offset, isAlone }];
  });
}
