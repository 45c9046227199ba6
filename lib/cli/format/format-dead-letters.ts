import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import { explain } from '../../diagnostics/explain.ts';
import type { DescribedDeadLetter } from '../../worker/describe-dead-letters.ts';
import type { Colour } from './colour.ts';
import { formatTable } from './format-table.ts';

/** Formats dead letters for people, a line each. */
export function formatDeadLetters(letters: readonly DescribedDeadLetter[], colour: Colour): string {
  if (letters.length === 0) return 'No dead letters.\n';
  const columns = [{ title: 'SENT' }, { title: 'ID' }, { title: 'OBJECT' }, { title: 'REASON' }];
  const rows = letters.map((letter) => [letter.sentAt ?? '-', letter.id, objectOf(letter), reasonOf(letter)]);
  const [head = '', ...lines] = formatTable(columns, rows).trimEnd().split('\n');
  return `${[colour('bold', head), ...lines].join('\n')}\n`;
}

/** Formats all that is known of a dead letter for people. */
export function formatDeadLetter(letter: DescribedDeadLetter, colour: Colour): string {
  const { id, sentAt, upload, failure, body } = letter;
  const pairs: readonly (readonly [string, string | undefined])[] = [
    ['id', id],
    ['sent', sentAt],
    ['upload', upload?.id ?? 'none: the message cannot be read'],
    ['object', objectOf(letter)],
    ['reason', reasonOf(letter)],
    ['failed at', failure?.at],
    ['attempt', failure?.attempt?.toString()],
    ['what to do', adviceOn(failure?.error.code)],
    ['message', body],
  ];
  const stated = pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const width = Math.max(...stated.map(([name]) => name.length));
  return stated.map(([name, value]) => `${colour('bold', name.padEnd(width))}  ${escapeUnseen(value)}\n`).join('');
}

function objectOf({ upload }: DescribedDeadLetter): string {
  return upload === undefined ? '-' : `${upload.bucket ?? '-'}/${upload.object ?? '-'}`;
}

function reasonOf({ failure, reason = 'not known' }: DescribedDeadLetter): string {
  if (failure === undefined) return reason;
  const { step, error } = failure;
  return `${step === undefined ? '' : `${step}: `}${error.code ?? error.name}: ${error.message}`;
}

function adviceOn(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  const explanation = explain(code);
  return explanation.known ? explanation.fix.join(' ') : undefined;
}
