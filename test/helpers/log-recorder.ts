import type { Logger } from '../../lib/logger.ts';

/** A line that was logged. */
export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly [field: string]: unknown;
}

/** Creates a logger that keeps its lines. */
export function createLogRecorder(): { readonly logger: Logger; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (fields: object, message: string): void => {
      lines.push({ ...fields, level, message });
    };
  return {
    lines,
    logger: { isDebug: true, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
  };
}
