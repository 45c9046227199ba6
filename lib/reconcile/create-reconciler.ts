import pMap from 'p-map';
import type { Clock } from '../clock.ts';
import type { Logger } from '../logger.ts';
import { identityFact, identityOf } from '../object-identity.ts';
import type { ListedObject, ObjectStore } from '../object-store/object-store.ts';
import type { MessageQueue } from '../queue/message-queue.ts';
import type { FactStore } from '../store/fact-store.ts';
import { objectToMessage, type LostObject } from './object-to-message.ts';
import { expandTarget, type ReconcileTarget } from './reconcile-target.ts';

/** Options of {@link createReconciler}. */
export interface ReconcilerOptions {
  readonly objects: ObjectStore;
  readonly facts: FactStore;
  readonly queue: MessageQueue;
  /** What to list, in this order. */
  readonly targets: readonly ReconcileTarget[];
  readonly clock: Clock;
  readonly logger: Logger;
  /** Younger objects are left alone: their callback may be on its way. Default 300000 (5 minutes). */
  readonly minAgeMs?: number;
  /** Older objects are left alone: they were there before the receiver was, or are known. Default 604800000 (7 days). */
  readonly maxAgeMs?: number;
  /** Pages of a thousand objects that one run lists at most. Default 20. */
  readonly maxPages?: number;
  /** Makes members that are added to the run's line, such as a platform's metrics. */
  readonly metrics?: (report: ReconcileReport) => object;
}

/** What a run did. */
export interface ReconcileReport {
  /** LIST calls. */
  readonly pages: number;
  /** Objects that were listed and of the right age. */
  readonly objects: number;
  /** Objects that no callback had told of, enqueued now. */
  readonly enqueued: number;
  /** Whether the last prefix was listed to its end; else the next run goes on behind this one. */
  readonly isComplete: boolean;
}

/** What is known of the run. */
export interface ReconcileInvocation {
  readonly requestId: string;
  /** Milliseconds until the function is stopped. Default: it never is. */
  readonly remainingMs?: () => number;
}

/** Runs once. Rejects where OSS, the store or the queue does; the next run repeats what was not finished. */
export type Reconciler = (invocation: ReconcileInvocation) => Promise<ReconcileReport>;

const PAGE_SIZE = 1_000;
const AT_ONCE = 10;
const CALL_TIMEOUT_MS = 10_000;
// A page of a thousand lost objects takes some seconds.
const MARGIN_MS = 30_000;
const BOOKMARK = 'reconcile/position';

/**
 * Creates the search for uploads whose callback was lost: OSS never repeats one. It lists the configured prefixes, looks up
 * each object by its identity, and enqueues what nobody told of, as if a callback had. However often an object is enqueued, or
 * its callback comes after all, it is one upload.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { facts, clock, logger, targets, maxPages = 20, maxAgeMs = 604_800_000, metrics = () => ({}) } = options;

  return async function reconcile({ requestId, remainingMs = () => Infinity }) {
    const now = clock();
    const all = targets.flatMap((target) => expandTarget(target, { from: now - maxAgeMs, to: now }));
    const report = { pages: 0, objects: 0, enqueued: 0, isComplete: false };
    let position: Position | undefined = (await readBookmark(facts, all)) ?? all.map(first)[0];
    // The first page is begun however little time there is: a function with less than the margin would never list any.
    const isInTime = (): boolean => report.pages === 0 || remainingMs() > MARGIN_MS;
    while (position !== undefined && report.pages < maxPages && isInTime()) {
      const page = await reconcilePage(position, { ...options, now, requestId });
      report.pages += 1;
      report.objects += page.objects;
      report.enqueued += page.enqueued;
      position = page.after === undefined ? nextOf(all, position) : { ...position, after: page.after };
      await facts.keep(BOOKMARK, JSON.stringify(position ?? null));
    }
    report.isComplete = position === undefined;
    logger.info({ requestId, ...report, ...metrics(report) }, 'uploads reconciled');
    return report;
  };
}

/** Where a run goes on: in which prefix, behind which key. */
interface Position extends ReconcileTarget {
  readonly after?: string;
}

const first = ({ bucket, prefix }: ReconcileTarget): Position => ({ bucket, prefix });
const isSame = (a: ReconcileTarget, b: ReconcileTarget): boolean => a.bucket === b.bucket && a.prefix === b.prefix;

async function readBookmark(facts: FactStore, all: readonly ReconcileTarget[]): Promise<Position | undefined> {
  const text = (await facts.read([BOOKMARK])).get(BOOKMARK);
  const position = JSON.parse(text ?? 'null') as Position | null;
  // A prefix that is no longer listed, of a day long ago or of other settings, is nowhere to go on.
  return position !== null && all.some((target) => isSame(target, position)) ? position : undefined;
}

function nextOf(all: readonly ReconcileTarget[], position: Position): Position | undefined {
  return all.slice(all.findIndex((target) => isSame(target, position)) + 1).map(first)[0];
}

type PageOptions = ReconcilerOptions & { readonly now: number; readonly requestId: string };

/** Lists one page and enqueues what is lost of it; gives the key behind which to go on. */
async function reconcilePage(
  { bucket, prefix, after }: Position,
  options: PageOptions,
): Promise<{ readonly objects: number; readonly enqueued: number; readonly after: string | undefined }> {
  const { objects: oss, facts, queue, now, minAgeMs = 300_000, maxAgeMs = 604_800_000, requestId } = options;
  const query = { bucket, prefix, after, limit: PAGE_SIZE };
  const { objects, isTruncated } = await oss.list(query, AbortSignal.timeout(CALL_TIMEOUT_MS));
  const aged = objects.filter(
    ({ key, size, lastModified }) =>
      lastModified <= now - minAgeMs && lastModified >= now - maxAgeMs && !isFolder({ key, size }),
  );
  const identities = new Map(aged.map((object) => [identityFact(identityOf(named(bucket, object))), object]));
  const known = await facts.read([...identities.keys()]);
  const unknown = [...identities].flatMap(([fact, object]) => (known.has(fact) ? [] : [object]));
  const lost = await pMap(unknown, (object) => describe(oss, bucket, object), { concurrency: AT_ONCE });
  const messages = lost.flatMap((object) => (object === undefined ? [] : [objectToMessage(object, { requestId })]));
  await pMap(messages, (message) => queue.enqueue(message, { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) }), {
    concurrency: AT_ONCE,
  });
  const last = objects.at(-1)?.key;
  return { objects: aged.length, enqueued: messages.length, after: isTruncated ? last : undefined };
}

const named = (bucket: string, { key, etag }: ListedObject) => ({ bucket, object: key, etag });

/** What OSS's console makes so that people see a folder; nobody uploaded it. */
const isFolder = ({ key, size }: Pick<ListedObject, 'key' | 'size'>): boolean => size === 0 && key.endsWith('/');

/** Asks what a listing does not tell; `undefined` where the object is gone or another stands there, with a callback of its own. */
async function describe(
  oss: ObjectStore,
  bucket: string,
  { key, etag }: ListedObject,
): Promise<LostObject | undefined> {
  const found = await oss.head({ bucket, key }, AbortSignal.timeout(CALL_TIMEOUT_MS));
  return found?.etag === etag ? { ...found, bucket, key } : undefined;
}
