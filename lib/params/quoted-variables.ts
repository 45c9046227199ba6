import type { Template } from './parse-template.ts';
import { systemVariable } from './system-variables.ts';

/** A variable of text that stands in the quotes of a JSON template. */
export interface QuotedVariable {
  readonly name: string;
  readonly offset: number;
  /** Whether nothing else stands in these quotes. */
  readonly isAlone: boolean;
}

const ESCAPE_OR_QUOTE = /\\.|"/gs;

/** Finds the variables whose own quotes would end the string that they stand in. Numbers, and what is unknown, have none. */
export function quotedVariables({ parts }: Template): QuotedVariable[] {
  // Where the open string begins; `undefined` between strings.
  let stringFrom: number | undefined;
  return parts.flatMap((part, index) => {
    if (part.kind === 'text') {
      for (const found of part.text.matchAll(ESCAPE_OR_QUOTE)) {
        if (found[0] === '"') stringFrom = stringFrom === undefined ? part.offset + found.index + 1 : undefined;
      }
      return [];
    }
    const bringsQuotes = part.name.startsWith('x:') || systemVariable(part.name)?.json === 'quoted';
    if (stringFrom === undefined || !bringsQuotes) return [];
    const after = parts[index + 1];
    const isAlone = stringFrom === part.offset && after?.kind === 'text' && after.text.startsWith('"');
    return [{ name: part.name, offset: part.offset, isAlone }];
  });
}
