import type { CliCommand } from '../cli-command.ts';
import { openEraser } from '../open-eraser.ts';
import { parseUploadId } from '../parse-options.ts';

/** `uploads forget`: erases what is known of one upload, at a person's wish. */
export const uploadsForgetCommand: CliCommand = {
  configure(command) {
    command
      .argument('<id>', 'as `uploads list` shows it', parseUploadId)
      .option('--local', 'in the table of `npm start` on this machine, whatever the environment says')
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        `
Erased for good: the record (variables, fields, body) and the results of its steps. What stays names nobody: the id with the
time at which it was processed, so that a replay changes nothing, and the size and type in the statistics. The object in OSS
is not touched, nor are the log and the backups of the table, which end by themselves.

Example:
  oss-callback uploads forget ID`,
      );
  },
  async run({ args, options, io }) {
    const id = String(args[0]);
    const eraser = await openEraser(io, { local: options['local'] === true });
    const forgotten = await eraser.forget(id);
    if (options['json']) io.stdout.write(`${JSON.stringify({ id, forgotten })}\n`);
    else if (forgotten) io.stdout.write(`Forgotten: ${id}\n`);
    if (!forgotten) io.stderr.write(`No upload ${id}: it was never recorded, or is forgotten already.\n`);
    return forgotten ? 0 : 1;
  },
};
