import type { SignatureChange, SignatureDiagnosis } from './diagnose-signature.ts';
import { escapeUnseen } from './escape-unseen.ts';

/** How a word may be set off. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Sets text off, or does not: where there is no terminal to show it. */
export type Paint = (style: Style, text: string) => string;

/** Leaves text as it is. */
export const plainPaint: Paint = (_style, text) => text;

/** Writes a diagnosis for a person: the verdict first, what happened on the way, what was signed. Lines without a break at the end. */
export function formatDiagnosis(diagnosis: SignatureDiagnosis, paint: Paint = plainPaint): string {
  const { genuine, signedBy, changes, causes, stringToSign } = diagnosis;
  const isExplained = genuine || changes.length > 0;
  return [
    verdict(diagnosis, paint),
    ...changes.flatMap((change) => ['', ...changeLines(change, paint)]),
    ...(causes.length === 0 ? [] : ['', 'What is left, the likeliest first:']),
    ...causes.flatMap(({ code, title, fix, evidence }) => [
      `  ${paint('bold', title)}${evidence === undefined ? '' : `: ${escapeUnseen(evidence)}`} ${paint('dim', `(${code})`)}`,
      `    ${fix}`,
    ]),
    '',
    paint('dim', stringTitle(isExplained, signedBy)),
    ...indented(stringToSign),
  ].join('\n');
}

function verdict({ genuine, signedBy = '', changes, causes, tried }: SignatureDiagnosis, paint: Paint): string {
  if (genuine) return `${paint('green', 'genuine')}: signed with ${signedBy}`;
  const not = paint('red', 'not genuine');
  if (changes.length > 0) {
    const count = changes.length === 1 ? 'one change' : `${changes.length} changes`;
    return `${not} as it is: signed with ${signedBy}, but ${count} on the way broke it`;
  }
  if (signedBy === '') return `${not}: ${causes[0]?.title ?? 'no key at hand made the signature'}`;
  return `${not}: signed with ${signedBy}, but for other octets; ${tried} possible changes do not explain it`;
}

function stringTitle(isExplained: boolean, signedBy: string | undefined): string {
  if (isExplained) return 'String to sign, as signed:';
  return signedBy === undefined
    ? 'String to sign of this request:'
    : 'String to sign of this request, not the signed one:';
}

function changeLines({ code, part, received, signed, title, fix }: SignatureChange, paint: Paint): string[] {
  const [was, is] = excerpts(received, signed);
  return [
    `${paint('bold', title)} ${paint('dim', `(${code})`)}`,
    `  ${part} here    ${paint('red', was)}`,
    `  ${part} signed  ${paint('green', is)}`,
    `  fix: ${fix}`,
  ];
}

const BEFORE = 24;
const AFTER = 60;
const MAX_LINES = 40;

/** Both texts where they begin to differ, in quotes. */
function excerpts(received: string, signed: string): [string, string] {
  let same = 0;
  while (same < received.length && received[same] === signed[same]) same += 1;
  const from = Math.max(0, same - BEFORE);
  const excerpt = (text: string): string => {
    const isLong = text.length > same + AFTER;
    const quoted = JSON.stringify(text.slice(from, same + AFTER).toWellFormed());
    return `${from > 0 ? '…' : ''}${escapeUnseen(quoted)}${isLong ? '…' : ''}`;
  };
  return [excerpt(received), excerpt(signed)];
}

function indented(octets: Uint8Array): string[] {
  const lines = Buffer.from(octets).toString('utf8').split('\n');
  const shown = lines.slice(0, MAX_LINES).map((line) => `  ${escapeUnseen(line)}`);
  return lines.length > MAX_LINES ? [...shown, `  … ${lines.length - MAX_LINES} more lines`] : shown;
}
