import { escapeUnseen } from '../../diagnostics/escape-unseen.ts';
import { explain } from '../../diagnostics/explain.ts';
import { formatText } from '../../diagnostics/format-text.ts';
import type { SimulatorEvent } from '../../simulator/simulator-event.ts';
import type { Colour } from './colour.ts';

/** How events are written. */
export interface FormatEventOptions {
  readonly colour: Colour;
  /** Whether {@link FormatEventOptions.colour} colours. */
  readonly isColourful: boolean;
  /** Whether request, callback, answer and reply are shown octet for octet. */
  readonly isVerbose: boolean;
}

/** Writes one hop of an upload for a person: its milliseconds, what happened, and under an error what it means. */
export function formatEvent(event: SimulatorEvent, options: FormatEventOptions): string {
  const { colour, isVerbose } = options;
  const time = colour('dim', `${event.requestId.slice(-6)} ${`+${event.sinceMs} ms`.padStart(9)} `);
  const details = isVerbose ? indent(lines(octetsOf(event))).map((line) => colour('dim', line)) : [];
  return [`${time} ${headline(event, colour)}`, ...details, ...explanation(event, options), ''].join('\n');
}

function headline(event: SimulatorEvent, colour: Colour): string {
  switch (event.type) {
    case 'request':
      return `client → OSS       ${colour('bold', event.operation ?? event.method)} ${pathOf(event.url)}`;
    case 'stored':
      return `OSS                stored ${escapeUnseen(`${event.bucket}/${event.key}`)}, ${event.size} bytes`;
    case 'callback-sent':
      return `OSS → receiver     POST ${escapeUnseen(event.url)}${event.attempt > 1 ? `, attempt ${event.attempt}` : ''}`;
    case 'callback-answered':
      return `receiver → OSS     ${answered(event.status, event.elapsedMs, colour, event.verdict.ok)}`;
    case 'reply':
      return `OSS → client       ${colour(isGood(event.status) ? 'green' : 'red', String(event.status))} ${errorOf(event)}`;
  }
}

/** 203 is a success to HTTP, and a failed callback to OSS. */
const isGood = (status: number): boolean => status < 400 && status !== 203;

function answered(status: number | undefined, elapsedMs: number, colour: Colour, isOk: boolean): string {
  return `${colour(isOk ? 'green' : 'red', status === undefined ? 'no answer' : String(status))} after ${elapsedMs} ms`;
}

// A callback in the query would fill the screen.
const MAX_PATH = 100;

function pathOf(url: string): string {
  const path = escapeUnseen(url.split('?')[0] ?? '');
  return path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path;
}

function errorOf(event: SimulatorEvent): string {
  const body = bodyOf(event);
  const part = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? '';
  return body.includes('<Error>') ? escapeUnseen(`${part('Code')}: ${part('Message')}`) : '';
}

function explanation(event: SimulatorEvent, { colour, isColourful, isVerbose }: FormatEventOptions): string[] {
  if (event.type !== 'reply' || isGood(event.status)) return [];
  const body = bodyOf(event);
  const explained = explain(body);
  if (!body.includes('<Error>') || !explained.known) return [];
  const xml = isVerbose ? [] : indent(lines(Buffer.from(body))).map((line) => colour('dim', line));
  return [
    ...xml,
    ...formatText(explained, { color: isColourful })
      .split('\n')
      .map((line) => `    ${line}`),
  ];
}

function bodyOf(event: SimulatorEvent): string {
  const text = event.type === 'reply' ? Buffer.from(event.octets).toString() : '';
  return text.slice(text.indexOf('\r\n\r\n') + 4);
}

function octetsOf(event: SimulatorEvent): Uint8Array {
  if (event.type === 'stored') return new Uint8Array();
  return event.type === 'request' ? event.head : event.octets;
}

const lines = (octets: Uint8Array): string[] =>
  octets.length === 0 ? [] : Buffer.from(octets).toString().trimEnd().split(/\r?\n/);

const indent = (texts: readonly string[]): string[] => texts.map((line) => `    ${escapeUnseen(line)}`);

/** The same as one line of JSON; octets in base64. */
export function eventToJson(event: SimulatorEvent): string {
  const encoded = Object.entries(event).map(([name, value]: [string, unknown]) =>
    value instanceof Uint8Array
      ? [`${name}Base64`, Buffer.from(value).toString('base64')]
      : [name, withoutOctets(value)],
  );
  return `${JSON.stringify(Object.fromEntries(encoded))}\n`;
}

/** A verdict repeats the answer's body, which is there octet for octet already. */
function withoutOctets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => !(part instanceof Uint8Array)));
}
