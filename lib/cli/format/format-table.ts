import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';

/** A column of a table for people. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Lays out rows in columns, each as wide as its longest cell; the last is not padded, so it may be of any script. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cells = [columns.map(({ title }) => title), ...rows.map((row) => row.map(escapeUnseen))];
  const widths = columns.map((_, index) => Math.max(...cells.map((row) => row[index]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        if (columns[index]?.align === 'right') return cell.padStart(width);
        return index === columns.length - 1 ? cell : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return `${cells.map(line).join('\n')}\n`;
}
