import type { Finding, Severity } from '../params/finding.ts';
import { describeFinding } from './describe-finding.ts';
import type { Evidence } from './evidence.ts';
import type { Explanation, KnownExplanation } from './explanation.ts';
import { escapeUnseen } from './escape-unseen.ts';
import { type Paint, plainPaint, type Style } from './format-diagnosis.ts';

const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', suggestion: 'cyan' };

// Not util.styleText, which looks at the process by itself, and differently in each version of Node.
const CODES: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};
const ansiPaint: Paint = (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;

/** How the text is to look. */
export interface FormatOptions {
  /** Whether ANSI colours are used. Default `false`. */
  readonly color?: boolean;
}

/** Writes findings, or an explanation, for people to read. What comes from outside cannot steer the terminal. */
export function formatText(subject: Explanation | readonly Finding[], options: FormatOptions = {}): string {
  const paint = options.color ? ansiPaint : plainPaint;
  if (isFindings(subject)) return formatFindings(subject, paint);
  return subject.known ? formatKnown(subject, paint) : formatUnknown(subject.nearest, paint);
}

const isFindings = (subject: Explanation | readonly Finding[]): subject is readonly Finding[] => Array.isArray(subject);

function formatFindings(findings: readonly Finding[], paint: Paint): string {
  if (findings.length === 0) return 'Nothing to find fault with.';
  return [...findings.map((finding) => formatFinding(finding, paint)), countLine(findings)].join('\n\n');
}

function formatFinding(finding: Finding, paint: Paint): string {
  const { message, words } = describeFinding(finding);
  const { position, severity, code, ec } = finding;
  const head = `${paint(SEVERITY_STYLES[severity], severity)} ${paint('bold', code)}${ec === undefined ? '' : ` (${ec})`}`;
  const place = position && `${position.in}:${position.line}:${position.column}`;
  return [
    head,
    `  ${escapeUnseen(message)}`,
    ...(place === undefined
      ? []
      : [`  at ${place}${position?.path === undefined ? '' : ` in ${escapeUnseen(position.path)}`}`]),
    ...(position ? excerptLines(position, paint) : []),
    `  ${words.consequence}`,
    ...words.fix.map((step) => `  - ${step}`),
    paint('dim', `  ${words.docs}`),
  ].join('\n');
}

function excerptLines({ excerpt, caret }: { excerpt: string; caret: number }, paint: Paint): string[] {
  return [`    ${escapeUnseen(excerpt)}`, `    ${caretLine(excerpt, caret, paint)}`];
}

function countLine(findings: readonly Finding[]): string {
  const counts = (['error', 'warning', 'suggestion'] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? '' : `${count} ${severity}${count === 1 ? '' : 's'}`;
  });
  return counts.filter((text) => text !== '').join(', ');
}

function formatKnown(explanation: KnownExplanation, paint: Paint): string {
  const { title, code, ec, cause, consequence, fix, docs, evidence } = explanation;
  return [
    `${paint('bold', escapeUnseen(title))} ${paint('dim', `(${[ec, code].filter((each) => each !== undefined).join(', ')})`)}`,
    ...evidence.flatMap((each) => evidenceLines(each, paint)),
    `${paint('bold', 'Cause:')} ${cause}`,
    `${paint('bold', 'Consequence:')} ${consequence}`,
    paint('bold', 'What to do:'),
    ...fix.map((step) => `  - ${step}`),
    paint('dim', docs),
  ].join('\n');
}

function evidenceLines({ text, excerpt, caret }: Evidence, paint: Paint): string[] {
  if (excerpt === undefined) return [`  ${escapeUnseen(text)}`];
  if (caret === undefined) return [`  ${escapeUnseen(text)}`, `    ${escapeUnseen(excerpt)}`];
  return [`  ${escapeUnseen(text)}`, ...excerptLines({ excerpt, caret }, paint)];
}

function formatUnknown(nearest: readonly { code: string; title: string }[], paint: Paint): string {
  const head = 'This error is not known.';
  if (nearest.length === 0) return head;
  return [
    head,
    'The nearest known ones:',
    ...nearest.map(({ code, title }) => `  - ${paint('bold', code)}: ${title}`),
  ].join('\n');
}

// What takes two columns of a terminal: Chinese, Japanese, Korean, full-width forms, most emoji.
const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/u;

/** A line that points at a place of the line above it. */
function caretLine(excerpt: string, caret: number, paint: Paint): string {
  const before = escapeUnseen(excerpt.slice(0, caret));
  return `${before.replace(/./gu, (character) => (WIDE.test(character) ? '  ' : ' '))}${paint('red', '^')}`;
}
