import type { CliCommand } from '../cli-command.ts';
import { createColour } from '../format/colour.ts';
import { formatUpload } from '../format/format-uploads.ts';
import { addReaderOptions, openReader } from '../open-reader.ts';
import { parseUploadId } from '../parse-options.ts';

/** `uploads show`: the record of one upload, and the steps that have finished. */
export const uploadsShowCommand: CliCommand = {
  configure(command) {
    addReaderOptions(command)
      .argument('<id>', 'as `uploads list` shows it', parseUploadId)
      .addHelpText('after', '\nExample:\n  oss-callback uploads show ID --json');
  },
  async run({ args, options, io }) {
    const id = String(args[0]);
    const reader = await openReader(io, { local: options['local'] === true });
    const upload = await reader.get(id);
    if (!upload) {
      io.stderr.write(`No upload ${id}: it was never recorded, its retention is over, or it was forgotten.\n`);
      return 1;
    }
    io.stdout.write(options['json'] ? `${JSON.stringify(upload)}\n` : formatUpload(upload, createColour(io)));
    return 0;
  },
};
