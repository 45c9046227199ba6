import { mkdir, writeFile } from 'node:fs/promises';
import { playChaos } from './chaos.ts';
import { fuzz } from './fuzz.ts';
import { matrixTable } from './matrix-table.ts';
import { playMatrix } from './matrix.ts';

// `npm run test:faults [-- matrix chaos fuzz] [--long]`: ends with 1 where something was lost, doubled, forged or crashed.
// Said by each process that loads the AWS SDK, and meant for who deploys.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const words = process.argv.slice(2);
const isLong = words.includes('--long');
const chosen = words.filter((word) => !word.startsWith('--'));
const isChosen = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
let faults = 0;

if (isChosen('matrix')) {
  const rows = await playMatrix();
  for (const { part, lost, twice, late } of rows) {
    // What OSS waited for in vain is a fault of the receiver, but where the way to it is what was broken.
    faults += lost + twice + (part === 'network' ? 0 : late);
  }
  const table = matrixTable(rows);
  say(table);
  await mkdir('reports', { recursive: true });
  await writeFile('reports/faults.md', table);
}
if (isChosen('chaos')) {
  const { sent, acknowledged, kills, lost, twice, reconciled, missing } = await playChaos(isLong ? 10_000 : 1_000);
  faults += lost + twice + missing + (acknowledged === 0 ? 1 : 0);
  say(
    `chaos: ${sent} sent, ${acknowledged} acknowledged, ${kills} kills, ${lost} lost, ${twice} twice; ` +
      `${reconciled} reconciled, ${missing} missing`,
  );
}
if (isChosen('fuzz')) {
  const { inputs, accepted, forged, crashed, slow, grownMiB } = await fuzz(isLong ? 1_000_000 : 100_000);
  const bad = [...forged, ...crashed, ...slow];
  faults += bad.length;
  say(
    `fuzz: ${inputs} inputs, ${accepted} accepted as the reference does, ${forged.length} forged, ` +
      `${crashed.length} crashed, ${slow.length} slow, heap ${grownMiB.toFixed(0)} MiB more`,
  );
  for (const each of bad.slice(0, 10)) say(each.slice(0, 2_000));
}
process.exitCode = faults === 0 ? 0 : 1;
