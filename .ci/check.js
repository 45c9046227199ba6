// What CI asks of a change beside its tests. Each step is a sentence that must hold; all are run, whatever fails.
import { spawnSync } from 'node:child_process';

const bin = (command) => `node_modules/.bin/${command}`;
const steps = [
  ['Types hold', bin('tsc --noEmit -p .')],
  ["The console page's types hold", bin('tsc --noEmit -p lib/console/page')],
  ['Lint finds nothing', bin('eslint .')],
  ['Files are formatted', bin('prettier --check --log-level warn .')],
  ['Imports only go downwards', bin('depcruise lib handlers --config .dependency-cruiser.cjs')],
  ['Nothing is unused', bin('knip')],
  ['Every licence of what it installs is allowed', 'node .ci/licences.js'],
  ['The package builds', 'npm run --silent build'],
  ['No fault loses or doubles an upload', bin('tsx test/faults/run.ts')],
  ['The package is what its users expect', bin('publint --strict')],
  ['Its types resolve for its users', bin('attw --pack . --profile esm-only')],
];

let failed = 0;
for (const [sentence, command] of steps) {
  const start = Date.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${sentence}\r`);
  const { status, stdout, stderr } = spawnSync(command, { shell: true, encoding: 'utf8', maxBuffer: 2 ** 26 });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${sentence} (${seconds} s)\n`);
  if (status === 0) continue;
  failed += 1;
  process.stdout.write(`\n$ ${command}\n${stdout}${stderr}\n`);
}
process.stdout.write(`check: ${steps.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
