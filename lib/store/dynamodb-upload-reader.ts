import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import type { Clock } from '../clock.ts';
import * as keys from './dynamodb-keys.ts';
import { listPage } from './dynamodb-listing.ts';
import { totalDay } from './dynamodb-statistics.ts';
import { createDynamoDbTable, isExpired, type Item } from './dynamodb-table.ts';
import { assertListQuery } from './list-cursor.ts';
import { totalsToRows } from './statistics.ts';
import type { FinishedStep, UploadDetails, UploadReader } from './upload-reader.ts';
import type { UploadRecord } from './upload-record.ts';
import { statusOf } from './upload-summary.ts';

/** Options of {@link createDynamoDbUploadReader}. */
export interface DynamoDbUploadReaderOptions {
  readonly client: DynamoDBClient;
  /** Name of the table. */
  readonly table: string;
  readonly clock: Clock;
  /** Makes a text that was never made before; default: a random UUID. */
  readonly nonce?: () => string;
}

const DAYS_AT_ONCE = 4;

/** Creates the reader of the table that the DynamoDB store writes. It keeps totals of closed hours where it may write. */
export function createDynamoDbUploadReader(options: DynamoDbUploadReaderOptions): UploadReader {
  const { client, clock, nonce = randomUUID } = options;
  const table = createDynamoDbTable(client, options.table);
  return {
    async get(id) {
      return itemsToDetails(await table.query(keys.uploadKey(id)), clock);
    },
    async list(query) {
      assertListQuery(query);
      return listPage(table, query, clock);
    },
    async statistics({ bucket, fromDay = '0000', toDay = '9999' }) {
      const entries = (await table.query(keys.DIRECTORY, { from: fromDay, to: `${toDay}~` }))
        .map(({ sk }) => keys.directoryEntry(sk))
        .filter((entry) => bucket === undefined || entry.bucket === bucket)
        .sort((a, b) => (a.bucket === b.bucket ? compare(a.day, b.day) : compare(a.bucket, b.bucket)));
      const rows = await pMap(
        entries,
        async (entry) => totalsToRows(entry.bucket, entry.day, await totalDay(entry, { table, clock, nonce })),
        { concurrency: DAYS_AT_ONCE },
      );
      return rows.flat();
    },
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

function itemsToDetails(items: readonly Item[], clock: Clock): UploadDetails | undefined {
  const kept = items.find(({ sk }) => sk === keys.RECORD);
  // One that was forgotten is there, and empty.
  if (kept?.['record'] === undefined || isExpired(kept, clock)) return undefined;
  const record = JSON.parse(String(kept['record'])) as UploadRecord;
  const completedAt = items.find(({ sk }) => sk === keys.DONE)?.['completedAt'];
  const steps = items
    .flatMap(({ sk, finishedAt, result }): FinishedStep[] => {
      const name = keys.stepOfKey(sk);
      if (name === undefined) return [];
      const step = { name, finishedAt: String(finishedAt) };
      return [result === undefined ? step : { ...step, result: JSON.parse(String(result)) as unknown }];
    })
    .sort((a, b) => compare(a.finishedAt, b.finishedAt));
  return {
    status: statusOf({
      unparsed: record.problem !== undefined,
      done: completedAt !== undefined,
      confirm: steps.find(({ name }) => name === 'confirm')?.result,
    }),
    record,
    steps,
    ...(completedAt !== undefined && { completedAt: String(completedAt) }),
  };
}
