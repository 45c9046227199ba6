import type { MatrixRow, When } from './matrix.ts';

const WHENS: readonly When[] = ['before', 'during', 'after'];

/** The table of a matrix in Markdown: a line for each fault of each part, with what OSS was answered. */
export function matrixTable(rows: readonly MatrixRow[]): string {
  const faults = new Map<string, MatrixRow[]>();
  for (const row of rows) {
    const name = `| ${row.part} | ${row.fault} |`;
    faults.set(name, [...(faults.get(name) ?? []), row]);
  }
  const lines = [...faults].map(([name, plays]) => {
    const answers = WHENS.map((when) => describe(plays.find((play) => play.when === when)));
    const sum = (of: 'lost' | 'twice'): number => plays.reduce((total, play) => total + play[of], 0);
    return `${name} ${answers.join(' | ')} | ${sum('lost')} | ${sum('twice')} |`;
  });
  const head = [
    '| part | fault | before | during | after | lost | twice |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  return `${[...head, ...lines].join('\n')}\n`;
}

function describe(play: MatrixRow | undefined): string {
  if (play === undefined) return '';
  return Object.entries(play.answers)
    .map(([status, count]) => `${count} × ${WORDS[status] ?? status}`)
    .join(', ');
}

const WORDS: Readonly<Record<string, string>> = { 0: 'none', 203: 'not JSON' };
