import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { dirname } from 'node:path';

/** One measured value, and what it has to be. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly aim?: number;
}

/** Whether a figure keeps its bar; `undefined` where it has none. */
export function isKept({ value, atMost, atLeast }: Figure): boolean | undefined {
  if (atMost === undefined && atLeast === undefined) return undefined;
  return value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
}

/** Prints the figures beside those of the last run, keeps them in `file`, and tells whether every bar is kept. */
export async function report(figures: readonly Figure[], file: string): Promise<boolean> {
  const last = new Map((await readFigures(file)).map(({ what, value }) => [what, value]));
  const row = (cells: readonly string[]): string =>
    cells.map((cell, index) => (index === 0 ? cell.padEnd(48) : cell.padStart(11))).join('  ');
  const lines = [row(['what', 'now', 'last run', 'bar', 'aim', ''])];
  for (const figure of figures) {
    const before = last.get(figure.what);
    const verdict = { true: 'pass', false: 'FAIL', undefined: '' }[String(isKept(figure))] ?? '';
    const aim = figure.aim === undefined ? '' : String(figure.aim);
    lines.push(row([figure.what, figure.value.toFixed(2), before?.toFixed(2) ?? '-', bar(figure), aim, verdict]));
    last.set(figure.what, figure.value);
  }
  process.stdout.write(`${lines.join('\n')}\n`);
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, at: new Date().toISOString() };
  await mkdir(dirname(file), { recursive: true });
  const all = [...last].map(([what, value]) => ({ what, value }));
  await writeFile(file, `${JSON.stringify({ machine, figures: all }, null, 2)}\n`);
  return figures.every((figure) => isKept(figure) !== false);
}

function bar({ atMost, atLeast }: Figure): string {
  if (atMost !== undefined) return `<= ${atMost}`;
  return atLeast === undefined ? '' : `>= ${atLeast}`;
}

async function readFigures(file: string): Promise<readonly Figure[]> {
  if (!existsSync(file)) return [];
  return (JSON.parse(await readFile(file, 'utf8')) as { readonly figures: readonly Figure[] }).figures;
}
