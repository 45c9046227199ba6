import { lineOutput } from './line-output.ts';

/** Severity of a log line, least to most important. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where the flow tells what it did: one JSON line a call. Fields never hold a signature or a secret. */
export interface Logger {
  /** Whether `debug` lines are written, so that costly ones are not even built. */
  readonly isDebug: boolean;
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** Default `info`. */
  readonly level?: LogLevel;
  /** File descriptor to write to: 1 (default) standard output, 2 standard error. */
  readonly fd?: 1 | 2;
  /**
   * Milliseconds for which lines below `warn` may wait for others; a process that is killed loses those. Nor does it wait
   * for whoever reads a pipe or a socket: it goes on, and drops lines that nobody takes; a terminal that is held (Ctrl-S)
   * stops it. Default 0: until the end of this turn of the event loop, for who may be frozen after it, and none is
   * dropped for a slow reader. The first logger of a descriptor decides for all.
   */
  readonly gatherMs?: number;
}

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/**
 * Creates a logger of JSON lines (`level`, `time` in ISO 8601, the fields, `msg`). Those of `warn` and `error` leave
 * at once, with all before them (where `gatherMs` is 0, before the call returns); others within `gatherMs`, several at once. Fields that cannot be JSON never fail the caller: the line is written without them.
 */
export function createLogger({ level = 'info', fd = 1, gatherMs = 0 }: LoggerOptions = {}): Logger {
  const least = LEVELS.indexOf(level);
  const output = lineOutput(fd, gatherMs === 0);
  const writer = (name: Exclude<LogLevel, 'silent'>): ((fields: object, message: string) => void) => {
    if (LEVELS.indexOf(name) < least) return () => undefined;
    return (fields, message) => {
      const json = toJson(fields);
      const inner = json === '{}' ? '' : `${json.slice(1, -1)},`;
      const time = new Date().toISOString();
      output.hold(`{"level":"${name}","time":"${time}",${inner}"msg":${JSON.stringify(message)}}\n`, gatherMs);
      if (name === 'warn' || name === 'error') output.flush();
    };
  };
  return {
    isDebug: level === 'debug',
    debug: writer('debug'),
    info: writer('info'),
    warn: writer('warn'),
    error: writer('error'),
  };
}

function toJson(fields: object): string {
  try {
    return JSON.stringify(fields);
  } catch {
    return '{"unwritable":"the fields of this line cannot be JSON"}';
  }
}

/** A logger that says nothing: for libraries' users and tests that do not ask. */
export const silentLogger: Logger = {
  isDebug: false,
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
