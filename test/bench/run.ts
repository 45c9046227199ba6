import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureColdStarts } from './parts/cold.ts';
import { measureConsole } from './parts/console.ts';
import { measureLoad } from './parts/load.ts';
import { measureMemory } from './parts/memory.ts';
import { measureServers } from './parts/server.ts';
import { measureSustained } from './parts/sustained.ts';
import { measureWarm } from './parts/warm.ts';
import { measureWorker } from './parts/worker.ts';
import { report, type Figure } from './figure.ts';
import { keyPair } from './signed-events.ts';

/** What a part is handed. */
export interface Workplace {
  /** Removed at the end. */
  readonly folder: string;
  /** PEM of the key that the benchmark's callbacks are signed for. */
  readonly keyFile: string;
}

type Part = (place: Workplace) => Promise<Figure[]>;

// `npm run bench`: the default parts; `npm run bench -- memory load`: those named; `-- all`: every one.
const DEFAULT: Readonly<Record<string, Part>> = {
  warm: measureWarm,
  server: measureServers,
  cold: measureColdStarts,
  sustained: measureSustained,
};
const PARTS: Readonly<Record<string, Part>> = {
  ...DEFAULT,
  worker: measureWorker,
  memory: measureMemory,
  load: measureLoad,
  console: measureConsole,
};
const RESULTS = 'reports/bench.json';

// Said by each process that loads the AWS SDK, and meant for who deploys.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
const named = process.argv.slice(2);
const unknown = named.filter((name) => name !== 'all' && !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}`);
const chosen = named.includes('all') ? Object.keys(PARTS) : named.length === 0 ? Object.keys(DEFAULT) : named;
const folder = await mkdtemp(join(tmpdir(), 'oss-callback-bench-'));
const place = { folder, keyFile: join(folder, 'key.pem') };
await writeFile(place.keyFile, keyPair.publicKey);

const figures: Figure[] = [];
try {
  for (const [name, part] of Object.entries(PARTS)) {
    if (chosen.includes(name)) figures.push(...(await part(place)));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = (await report(figures, RESULTS)) ? 0 : 1;
