import type { Logger, LogLevel } from '../../lib/logger.ts';

/** A line as it would be written. */
export interface LogLine {
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines. */
export function createLogLines(isDebug = false): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write =
    (level: LogLine['level']) =>
    (fields: object, message: string): void => {
      // As on the wire: what JSON leaves out is not there.
      lines.push({ level, message, fields: JSON.parse(JSON.stringify(fields)) as Record<string, unknown> });
    };
  return {
    lines,
    logger: { isDebug, debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  };
}
