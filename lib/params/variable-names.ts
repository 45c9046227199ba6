import type { Template } from './parse-template.ts';

/** The names of a template's variables, in its order; one that stands there twice is there twice. */
export function variableNames({ parts }: Template): string[] {
  return parts.flatMap((part) => (part.kind === 'variable' ? [part.name] : []));
}
