import { migratePostgres } from '../../store/open-postgres.ts';
import type { CliCommand } from '../cli-command.ts';
import { readDatabaseConfig } from '../database-config.ts';

/** `migrate`: creates or updates the tables of `STORE=postgres`. */
export const migrateCommand: CliCommand = {
  configure(command) {
    command.option('--json', 'print JSON').addHelpText('after', '\nExample:\n  oss-callback migrate --json');
  },
  async run({ options, io: { env, clock, stdout } }) {
    const { from, to } = await migratePostgres(readDatabaseConfig(env), { clock });
    const text =
      from === to
        ? `Nothing to do: the tables have version ${to}.`
        : `Migrated the tables from version ${from} to ${to}.`;
    stdout.write(options['json'] ? `${JSON.stringify({ from, to })}\n` : `${text}\n`);
    return 0;
  },
};
