import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../clock.ts';
import { isLate } from './closed-hour.ts';
import * as keys from './dynamodb-keys.ts';
import { createDynamoDbTable, type Item } from './dynamodb-table.ts';
import { bucketOf, dayOf, hourOf, type UploadRecord } from './upload-record.ts';
import type { RecordedUpload, UploadStore } from './upload-store.ts';
import { recordToSummary } from './upload-summary.ts';

/** Options of {@link createDynamoDbUploadStore}. */
export interface DynamoDbUploadStoreOptions {
  readonly client: DynamoDBClient;
  /** Name of the table. */
  readonly table: string;
  readonly clock: Clock;
  /** Days after which a record and its steps expire; default: never. */
  readonly retentionDays?: number | undefined;
  /** Makes a text that was never made before; default: a random UUID. */
  readonly nonce?: () => string;
}

const SECONDS_A_DAY = 86_400;
const MAX_KNOWN_DAYS = 1_000;

/**
 * Creates the store on a DynamoDB table. Every write puts one whole item whose content does not depend on how often
 * it is written; records, steps and user data are JSON text, since DynamoDB refuses numbers, depths and texts that JSON allows.
 */
export function createDynamoDbUploadStore(options: DynamoDbUploadStoreOptions): UploadStore {
  const { client, clock, retentionDays, nonce = randomUUID } = options;
  const table = createDynamoDbTable(client, options.table);
  const knownDays = new Set<string>();

  const now = (): string => new Date(clock()).toISOString();
  const expiry = ({ receivedAt }: UploadRecord): { expiresAt?: number } =>
    retentionDays === undefined
      ? {}
      : { expiresAt: Math.floor(Date.parse(receivedAt) / 1_000) + retentionDays * SECONDS_A_DAY };

  /** Enters the record's day in the directory, once a process: before the record, so that no record is ever unlisted. */
  async function enterDay({ upload, receivedAt }: UploadRecord): Promise<void> {
    const sk = keys.directorySort(bucketOf(upload), dayOf(receivedAt));
    if (knownDays.has(sk)) return;
    await table.put({ pk: keys.DIRECTORY, sk });
    if (knownDays.size >= MAX_KNOWN_DAYS) knownDays.clear();
    knownDays.add(sk);
  }

  async function find(record: UploadRecord): Promise<RecordedUpload | undefined> {
    return itemsToRecordedUpload(record, await table.query(keys.uploadKey(record.id)));
  }

  return {
    async record(record) {
      // Only where records expire can an upload be done whose record is gone.
      const before = retentionDays === undefined ? undefined : await find(record);
      if (before) return before;
      await enterDay(record);
      const item = { pk: keys.uploadKey(record.id), sk: keys.RECORD, ...expiry(record), ...recordToItem(record) };
      if (await table.putIf(item, { nonce: undefined })) return { record, steps: new Map(), done: false };
      const found = await find(record);
      if (!found) throw new Error(`the record of upload ${record.id} was there, and is not: it must have expired now`);
      return found;
    },
    async finishStep(record, step, result) {
      const item = { pk: keys.uploadKey(record.id), sk: keys.stepKey(step), ...expiry(record), finishedAt: now() };
      await table.putIf({ ...item, result: JSON.stringify(result) }, { nonce: undefined });
    },
    async count(entry) {
      const { mimeType, size, accepted, bucket, receivedAt } = entry;
      await table.put({ ...keys.entryKeys(entry), mimeType, size, accepted: String(accepted) });
      // Asked only now that the entry is there: who totals the hour later than this sees it.
      if (!isLate(receivedAt, clock())) return;
      await table.put({ pk: keys.rollupKey(bucket, dayOf(receivedAt)), sk: hourOf(receivedAt), nonce: nonce() });
    },
    async complete(record) {
      await table.putIf({ pk: keys.uploadKey(record.id), sk: keys.DONE, completedAt: now() }, { nonce: undefined });
    },
  };
}

function recordToItem(record: UploadRecord): Omit<Item, 'pk' | 'sk'> {
  return {
    ...keys.listKeys(record),
    summary: JSON.stringify(recordToSummary(record)),
    record: JSON.stringify(record),
  };
}

function itemsToRecordedUpload(given: UploadRecord, items: readonly Item[]): RecordedUpload | undefined {
  // One that was forgotten is there, and empty.
  const kept = items.find(({ sk, record }) => sk === keys.RECORD && record !== undefined);
  const done = items.some(({ sk }) => sk === keys.DONE);
  if (!kept && !done) return undefined;
  const steps = items.flatMap(({ sk, result }): [string, unknown][] => {
    const name = keys.stepOfKey(sk);
    return name === undefined ? [] : [[name, parse(result)]];
  });
  return { record: kept ? (parse(kept['record']) as UploadRecord) : given, steps: new Map(steps), done };
}

const parse = (json: string | number | undefined): unknown =>
  json === undefined ? undefined : (JSON.parse(String(json)) as unknown);
