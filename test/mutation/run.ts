import { spawnSync } from 'node:child_process';

// Where a fault costs most.
const ROOMS = ['signature', 'callback', 'worker', 'params'];

// `npm run test:mutation -- [ROOM…] [Stryker's options]`: each room has a table, and a report in reports/mutation.
const args = process.argv.slice(2);
const chosen = args.filter((arg) => ROOMS.includes(arg));
const options = args.filter((arg) => !ROOMS.includes(arg));
const [unknown] = options.filter(
  (option, index) => !option.startsWith('-') && !(options[index - 1] ?? '').startsWith('-'),
);
if (unknown !== undefined) throw new Error(`expected one of ${ROOMS.join(', ')}, got "${unknown}"`);
const failed = (chosen.length === 0 ? ROOMS : chosen).filter((room) => {
  process.stdout.write(`mutation testing of lib/${room}\n`);
  const env = { ...process.env, MUTATION_ROOM: room };
  return spawnSync('node_modules/.bin/stryker', ['run', ...options], { env, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0)
  process.stdout.write(`too many mutants survived, or could not be tried, in: ${failed.join(', ')}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
