// What CI asks of a change beside its tests. Each step is a sentence that must hold; all are run, whatever fails.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

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

// The longest takes two minutes; whoever has not ended by then never does.
const LIMIT_MS = 360_000;

/** Ends the process group that a step runs in; an orphan in it would hold its output open. */
let clear = () => undefined;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    clear();
    process.kill(process.pid, signal);
  });

async function run(command) {
  const child = spawn(command, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  clear = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // Nobody is left in it.
    }
  };
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    clear();
  }, LIMIT_MS);
  const closed = once(child, 'close');
  const [status] = await once(child, 'exit');
  clearTimeout(limit);
  clear();
  await closed;
  if (isLate) output += `\nStopped: it had not ended after ${LIMIT_MS / 1000} s.`;
  return { isPassed: status === 0, output };
}

let failed = 0;
for (const [sentence, command] of steps) {
  const start = Date.now();
  if (process.stdout.isTTY) process.stdout.write(`… ${sentence}\r`);
  const { isPassed, output } = await run(command);
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  process.stdout.write(`${isPassed ? '✓' : '✗'} ${sentence} (${seconds} s)\n`);
  if (isPassed) continue;
  failed += 1;
  process.stdout.write(`\n$ ${command}\n${output}\n`);
}
process.stdout.write(`check: ${steps.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
