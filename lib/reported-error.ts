import { inspect } from 'node:util';

/** What a log can hold of whatever was thrown. */
export interface ReportedError {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
}

const MAX_TEXT_LENGTH = 2_000;

/** Takes from whatever was thrown what a log can hold: at most 2,000 characters of each member. Never throws. */
export function toReportedError(thrown: unknown): ReportedError {
  try {
    return typeof thrown === 'object' && thrown !== null ? describe(thrown) : { name: 'Error', message: text(thrown) };
  } catch {
    // A getter, or an `inspect` of its own, may throw in turn.
    return { name: 'Error', message: 'what was thrown cannot be read' };
  }
}

// By its members: an error of another realm, or a DOMException, is no instance of our Error.
function describe(thrown: object): ReportedError {
  const { name, message, code, stack } = thrown as Partial<Record<keyof ReportedError, unknown>>;
  return {
    name: typeof name === 'string' ? cut(name) : 'Error',
    ...(typeof code === 'string' && { code: cut(code) }),
    message: text(message ?? thrown),
    ...(typeof stack === 'string' && { stack: cut(stack) }),
  };
}

const text = (value: unknown): string => cut(typeof value === 'string' ? value : inspect(value, { depth: 2 }));
const cut = (value: string): string => value.slice(0, MAX_TEXT_LENGTH);
