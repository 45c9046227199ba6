import { writeSync } from 'node:fs';
import { silentLogger } from '../../lib/logger.ts';
import { createMemoryUploadStore } from '../../lib/store/memory-upload-store.ts';
import type { UploadStore } from '../../lib/store/upload-store.ts';
import { createWorker } from '../../lib/worker/create-worker.ts';
import { queueRecord, uploadMessage } from '../helpers/upload-messages.ts';

// A process of its own. The table is in memory and filled by the worker itself: what is measured is the worker's own cost
// and how often it calls the store. Every call of the store on DynamoDB names one item by its key, so that the table's
// size does not enter there.
const BATCH = 10;
const WINDOW = 10_000;
const uploads = Number(process.env['BENCH_UPLOADS'] ?? 1_000_000);

let calls = 0;
const { store } = createMemoryUploadStore({ clock: Date.now, maxUploads: uploads + 1 });
const counted: UploadStore = {
  record: (record) => store.record((calls++, record)),
  finishStep: (record, step, result) => store.finishStep((calls++, record), step, result),
  count: (entry) => store.count((calls++, entry)),
  complete: (record) => store.complete((calls++, record)),
};
const work = createWorker({ store: counted, clock: Date.now, logger: silentLogger });

/** Works on the next 10,000 messages, made beforehand, in batches of ten. */
async function measureWindow(first: number): Promise<{ us: number; calls: number }> {
  const records = Array.from({ length: WINDOW }, (_, offset) => queueRecord(uploadMessage(String(first + offset))));
  const callsBefore = calls;
  const before = process.cpuUsage();
  for (let at = 0; at < WINDOW; at += BATCH) {
    const { failedIds } = await work(records.slice(at, at + BATCH));
    if (failedIds.length > 0) throw new Error(`${failedIds.length} messages failed`);
  }
  const { user, system } = process.cpuUsage(before);
  return { us: (user + system) / WINDOW, calls: (calls - callsBefore) / WINDOW };
}

const windows: { us: number; calls: number }[] = [];
for (let first = 0; first < uploads; first += WINDOW) windows.push(await measureWindow(first));
// The first windows compile; of a few at each end the least is what nothing else disturbed.
const least = (some: typeof windows): number => Math.min(...some.map(({ us }) => us));
const few = Math.min(5, Math.max(1, Math.floor(windows.length / 3)));
writeSync(
  3,
  JSON.stringify({
    uploads,
    firstUs: least(windows.slice(1, 1 + few)),
    lastUs: least(windows.slice(-few)),
    callsFirst: windows[0]?.calls,
    callsLast: windows.at(-1)?.calls,
  }),
);
