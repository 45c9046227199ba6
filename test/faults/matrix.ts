import { setTimeout as delay } from 'node:timers/promises';
import pMap from 'p-map';
import { until } from '../helpers/until.ts';
import { FAULTS, type Fault } from './faulty-proxy.ts';
import { startStack, uploadIdOf, type ReceiverOptions, type Stack } from './stack.ts';

const UPLOADS = 6;
const AFTER_MS = 1_500;
const DAY_MS = 86_400_000;

/** What came of a fault. */
export interface MatrixRow {
  readonly part: Part;
  readonly fault: Fault;
  readonly when: When;
  /** How often each status was answered; 203 is something that OSS does not take for an answer, 0 none within its 5 s. */
  readonly answers: Readonly<Record<string, number>>;
  /** Uploads that were acknowledged and are not in the table. */
  readonly lost: number;
  /** Uploads that count more than once. */
  readonly twice: number;
  /** Callbacks that OSS gave up waiting for. */
  readonly late: number;
}

/** What is sick. Of a clock there is but one fault, and of a disk the log lines are all that the receiver writes. */
export type Part = 'queue' | 'table' | 'oss' | 'keyHost' | 'network' | 'clock' | 'disk';
/** Before the callbacks come, while they are under way, or once they are acknowledged and the worker is at them. */
export type When = 'before' | 'during' | 'after';

// Only the table and OSS are asked for anything after the acknowledgement.
const PLAYS: Readonly<Record<Part, { readonly faults: readonly Fault[]; readonly whens: readonly When[] }>> = {
  table: { faults: FAULTS, whens: ['before', 'during', 'after'] },
  oss: { faults: FAULTS, whens: ['before', 'during', 'after'] },
  queue: { faults: FAULTS, whens: ['before', 'during'] },
  keyHost: { faults: FAULTS, whens: ['before', 'during'] },
  network: { faults: FAULTS, whens: ['before', 'during'] },
  clock: { faults: ['wrong'], whens: ['before'] },
  disk: { faults: ['down', 'hanging', 'wrong'], whens: ['before'] },
};

/** Plays each fault of each part at each time; every part has processes of its own, so that three play side by side. */
export async function playMatrix(): Promise<MatrixRow[]> {
  const parts = Object.keys(PLAYS) as Part[];
  return (await pMap(parts, playPart, { concurrency: 3 })).flat();
}

async function playPart(part: Part): Promise<MatrixRow[]> {
  const rows: MatrixRow[] = [];
  const stack = await startStack();
  try {
    await stack.startWorker({ confirms: part === 'oss' });
    let first = 1_000_000;
    for (const fault of PLAYS[part].faults) {
      for (const when of PLAYS[part].whens) {
        const row = await play(stack, { part, fault, when, first });
        first += UPLOADS;
        if (row.late === 0 || part === 'network') rows.push(row);
        else {
          // Others use this machine too: what is late once is played again before it is called late.
          const again = await play(stack, { part, fault, when, first });
          first += UPLOADS;
          rows.push({ ...again, lost: row.lost + again.lost, twice: Math.max(row.twice, again.twice) });
        }
      }
    }
  } finally {
    await stack.stop();
  }
  return rows;
}

interface Play {
  readonly part: Part;
  readonly fault: Fault;
  readonly when: When;
  readonly first: number;
}

const LOGS: Partial<Record<Fault, ReceiverOptions['log']>> = { down: 'gone', hanging: 'stalled', wrong: 'full' };

function receiverOptions(part: Part, fault: Fault): ReceiverOptions {
  if (part === 'keyHost') return { env: { OSS_PUB_KEY_FILE: '', OSS_PUB_KEY_PINNED: 'false' } };
  if (part === 'clock') return { env: { CLOCK_OFFSET_MS: String(-2 * DAY_MS) } };
  return part === 'disk' ? { log: LOGS[fault] } : {};
}

async function play(stack: Stack, { part, fault, when, first }: Play): Promise<MatrixRow> {
  // A receiver of its own, so that no key is left from the play before.
  await stack.startReceiver(receiverOptions(part, fault));
  const indices = Array.from({ length: UPLOADS }, (_, offset) => first + offset);
  const setFault = (next: Fault): void => {
    if (part !== 'clock' && part !== 'disk') stack[part].set(next);
  };
  if (when === 'before') setFault(fault);
  const sent = Promise.all(indices.map((index) => stack.send(index)));
  if (when === 'during') setFault(fault);
  const statuses = await sent;
  if (when === 'after') {
    setFault(fault);
    await delay(AFTER_MS);
  }
  setFault('none');
  const acknowledged = indices.filter((_, offset) => statuses[offset] === 200);
  const missing = new Set(acknowledged);
  await until(
    'the acknowledged uploads',
    async () => {
      for (const index of missing) {
        if ((await stack.reader.get(uploadIdOf(index)))?.status === 'processed') missing.delete(index);
      }
      return missing.size === 0;
    },
    60_000,
  ).catch(() => undefined);
  await stack.killReceiver();
  const answers: Record<string, number> = {};
  for (const status of statuses) answers[status] = (answers[status] ?? 0) + 1;
  return { part, fault, when, answers, lost: missing.size, twice: await countTwice(stack), late: answers['0'] ?? 0 };
}

/** How many uploads the statistics hold. */
export async function countUploads({ reader }: Stack): Promise<number> {
  return (await reader.statistics({})).reduce((sum, { uploads }) => sum + uploads, 0);
}

/** How many uploads the statistics hold beyond those of the table. */
export async function countTwice(stack: Stack): Promise<number> {
  const { reader } = stack;
  const counted = await countUploads(stack);
  let stored = 0;
  let cursor: string | undefined;
  do {
    const page = await reader.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) });
    stored += page.uploads.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return Math.max(0, counted - stored);
}
