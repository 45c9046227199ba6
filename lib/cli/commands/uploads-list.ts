import type { CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { formatUploadList } from '../format/format-uploads.ts';
import { addReaderOptions, openReader } from '../open-reader.ts';
import { parseCursor, parseDay, wholeNumberFrom } from '../parse-options.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;

interface Options {
  readonly bucket?: string;
  readonly day?: string;
  readonly limit: number;
  readonly cursor?: string;
  readonly local?: boolean;
  readonly json?: boolean;
}

/** `uploads list`: what the worker recorded, newest first, a page at a time. */
export const uploadsListCommand: CliCommand = {
  configure(command) {
    addReaderOptions(command)
      .option('--bucket <name>', 'only of this bucket; - for uploads whose callback names none')
      .option('--day <day>', 'only of this day, such as 2026-11-02, in UTC', parseDay)
      .option('--limit <count>', `at most so many, up to ${MAX_LIMIT}`, wholeNumberFrom(1, MAX_LIMIT), DEFAULT_LIMIT)
      .option('--cursor <cursor>', 'go on where a listing ended', parseCursor)
      .addHelpText('after', '\nExample:\n  oss-callback uploads list --bucket holiday-pictures --day 2026-11-02');
  },
  async run({ options, io }) {
    const { json, local, ...query } = options as unknown as Options;
    const reader = await openReader(io, { local });
    const page = await reader.list(query);
    if (json) {
      io.stdout.write(`${JSON.stringify(page)}\n`);
      return 0;
    }
    io.stdout.write(formatUploadList(page.uploads, createColour(io)));
    if (page.cursor !== undefined) io.stderr.write(`There are more: --cursor '${page.cursor}'\n`);
    return 0;
  },
};
