import type { Position } from './finding.ts';

const BEFORE = 60;
const AFTER = 40;

/** A text, and what it is. */
interface PlaceInText {
  readonly text: string;
  readonly in: Position['in'];
  /** UTF-16 units from 0; may be the text's length. */
  readonly offset: number;
  readonly path?: string;
}

/** Makes a position with line, column and an excerpt of one line around it. */
export function positionAt({ text, in: where, offset, path }: PlaceInText): Position {
  const lineFrom = text.slice(0, offset).lastIndexOf('\n') + 1;
  const nextBreak = text.indexOf('\n', offset);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const from = Math.max(lineFrom, offset - BEFORE);
  const line = text.slice(0, lineFrom).split('\n').length;
  const excerpt = text.slice(from, Math.min(lineEnd, offset + AFTER)).replace(/\r$/, '');
  return {
    in: where,
    offset,
    line,
    column: offset - lineFrom + 1,
    ...(path !== undefined && { path }),
    excerpt,
    caret: offset - from,
  };
}
