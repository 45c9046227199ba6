import { ConfigInvalidError } from '../../../errors.ts';
import type { LogLine, LogService } from '../api/log-service.ts';

/** Options of {@link writeLogs}. */
export interface LogsOptions {
  readonly api: LogService;
  readonly project: string;
  readonly logstore: string;
  readonly functionName: string;
  /** In milliseconds since 1970. */
  readonly since: number;
  readonly filter?: string;
  readonly write: (text: string) => void;
  readonly clock: () => number;
  /** Waits between two looks; absent where one look is enough. */
  readonly pause?: () => Promise<void>;
}

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/**
 * Reads `--startTime`: a span before `now` such as `30s`, `10m`, `2h`, `1d`, or a date. Default ten minutes.
 * @throws {ConfigInvalidError} where it is something else.
 */
export function readStartTime(text: string | undefined, now: number): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text || '10m') ?? [];
  if (count !== undefined) return now - Number(count) * UNITS[unit as keyof typeof UNITS];
  const date = Date.parse(text ?? '');
  if (Number.isNaN(date))
    throw new ConfigInvalidError(`--startTime must be a span such as 10m or a date, got "${text ?? ''}"`);
  return date;
}

/** Writes the lines of a function's log, and with `pause` those that come later, for ever. */
export async function writeLogs(options: LogsOptions): Promise<void> {
  const { api, project, logstore, functionName, since, filter, write, clock, pause } = options;
  let from = Math.floor(since / 1_000);
  let seen: readonly string[] = [];
  for (;;) {
    const to = Math.floor(clock() / 1_000) + 1;
    const query = { project, logstore, functionName, from, to, ...(filter === undefined ? {} : { filter }) };
    const lines = await api.getLines(query);
    const fresh = withoutSeen(lines, seen);
    for (const { message } of fresh) write(message);
    if (pause === undefined) return;
    // Lines come late: what was written is remembered by its words, and the last half minute is asked for again.
    seen = lines.map(keyOf);
    from = Math.max(from, to - LATE_SECONDS);
    await pause();
  }
}

const LATE_SECONDS = 30;
const keyOf = ({ time, message }: LogLine): string => `${time} ${message}`;

function withoutSeen(lines: readonly LogLine[], seen: readonly string[]): readonly LogLine[] {
  const left = [...seen];
  return lines.filter((line) => {
    const index = left.indexOf(keyOf(line));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
