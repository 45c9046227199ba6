import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import { formatDiagnosis } from '../../diagnostics/format-diagnosis.ts';
import type { ShownCallback } from '../listen/showing-receiver.ts';
import type { Colour } from './colour.ts';
import { diagnosisToJson } from './diagnosis-to-json.ts';

/** Writes a callback for a person: request, what it says, whether it is genuine and why not, and the answer. */
export function formatCallback(
  { receivedAt, request, reply, message, diagnosis }: ShownCallback,
  colour: Colour,
): string {
  const query = request.rawQuery ? `?${request.rawQuery}` : '';
  const time = new Date(receivedAt).toISOString();
  const values = { ...message?.upload, ...message?.fields };
  return [
    `${colour('dim', time)} ${colour('bold', escapeUnseen(`${request.method} ${request.path}${query}`))}`,
    ...indent(Object.entries(request.headers).map(([name, value]) => `${name}: ${value ?? ''}`)).map((line) =>
      colour('dim', line),
    ),
    ...(message?.problem === undefined
      ? []
      : ['', colour('yellow', `The body does not parse: ${escapeUnseen(message.problem)}`)]),
    ...(message === undefined ? [] : ['', ...indent(valueLines(values))]),
    '',
    formatDiagnosis(diagnosis, colour),
    '',
    `${colour(reply.status === 200 ? 'green' : 'red', `answered ${reply.status}`)} ${reply.body}`,
    '',
    '',
  ].join('\n');
}

/** The same as one line of JSON. */
export function callbackToJson({ receivedAt, request, reply, message, diagnosis }: ShownCallback): string {
  return `${JSON.stringify({
    receivedAt: new Date(receivedAt).toISOString(),
    method: request.method,
    path: request.path,
    query: request.rawQuery,
    headers: request.headers,
    bodyBase64: Buffer.from(request.body).toString('base64'),
    ...(message === undefined ? {} : { upload: message.upload, fields: message.fields, problem: message.problem }),
    diagnosis: diagnosisToJson(diagnosis),
    reply: { status: reply.status, body: reply.body },
  })}\n`;
}

function valueLines(values: Readonly<Record<string, unknown>>): string[] {
  const width = Math.max(0, ...Object.keys(values).map((name) => name.length));
  return Object.entries(values).map(([name, value]) => {
    return `${name.padEnd(width)}  ${typeof value === 'string' ? value : JSON.stringify(value)}`;
  });
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${escapeUnseen(line)}`);
