import { purgePostgres } from '../../store/open-postgres.ts';
import type { CliCommand } from '../cli-command.ts';
import { readDatabaseConfig } from '../database-config.ts';

/** `purge`: deletes from the tables of `STORE=postgres` what has expired. */
export const purgeCommand: CliCommand = {
  configure(command) {
    command
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        '\nWorkers do the same on the way, a thousand uploads a minute.\n\nExample:\n  oss-callback purge --json',
      );
  },
  async run({ options, io: { env, clock, stdout } }) {
    const deleted = await purgePostgres(readDatabaseConfig(env), { clock });
    const text = `Deleted ${deleted.uploads} uploads and ${deleted.facts} facts that had expired.`;
    stdout.write(`${options['json'] ? JSON.stringify(deleted) : text}\n`);
    return 0;
  },
};
