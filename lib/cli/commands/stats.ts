import { sumTotals } from '../../store/statistics.ts';
import type { CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { formatStatistics } from '../format/format-uploads.ts';
import { addReaderOptions, openReader } from '../open-reader.ts';
import { parseDay } from '../parse-options.ts';

interface Options {
  readonly bucket?: string;
  readonly from?: string;
  readonly to?: string;
  readonly local?: boolean;
  readonly json?: boolean;
}

/** `stats`: uploads and bytes by bucket, day and MIME type. */
export const statsCommand: CliCommand = {
  configure(command) {
    addReaderOptions(command)
      .option('--bucket <name>', 'only of this bucket; - for uploads whose callback names none')
      .option('--from <day>', 'the first day, such as 2026-11-01, in UTC', parseDay)
      .option('--to <day>', 'the last day', parseDay)
      .addHelpText(
        'after',
        '\nPostgreSQL adds up every upload of the days asked for: of years, ask for a part.\n\nExample:\n  oss-callback stats --from 2026-11-01 --to 2026-11-30',
      );
  },
  async run({ options, io }) {
    const { bucket, from, to, local, json } = options as Options;
    const reader = await openReader(io, { local });
    const rows = await reader.statistics({
      ...(bucket !== undefined && { bucket }),
      ...(from !== undefined && { fromDay: from }),
      ...(to !== undefined && { toDay: to }),
    });
    const total = sumTotals(rows);
    io.stdout.write(json ? `${JSON.stringify({ rows, total })}\n` : formatStatistics(rows, total, createColour(io)));
    return 0;
  },
};
