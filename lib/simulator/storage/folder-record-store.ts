import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInTurn } from '../../in-turn.ts';
import { createMemoryRecordStore } from './memory-record-store.ts';
import type { ObjectRecord } from './object-record.ts';
import type { RecordStore } from './record-store.ts';

/**
 * Creates a record store of one JSON file an object, put in place by a rename, with an index in memory.
 * Files are named by a hash: a key may hold `..`, 1023 octets, or differ from another by case only.
 */
export async function createFolderRecordStore(folder: string): Promise<RecordStore> {
  await mkdir(folder, { recursive: true });
  const index = createMemoryRecordStore(await readRecords(folder));
  // One change at a time: the index must never tell another story than the folder.
  const inTurn = createInTurn();
  return {
    get: (bucket, key) => index.get(bucket, key),
    put: (record) =>
      inTurn(async () => {
        const temporary = join(folder, `${randomUUID()}.tmp`);
        await writeFile(temporary, JSON.stringify(record));
        await rename(temporary, join(folder, fileName(record.bucket, record.key)));
        return index.put(record);
      }),
    remove: (bucket, key) =>
      inTurn(async () => {
        await rm(join(folder, fileName(bucket, key)), { force: true });
        return index.remove(bucket, key);
      }),
    all: () => index.all(),
  };
}

async function readRecords(folder: string): Promise<ObjectRecord[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const records: ObjectRecord[] = [];
  for (const name of names) records.push(JSON.parse(await readFile(join(folder, name), 'utf8')) as ObjectRecord);
  return records;
}

const fileName = (bucket: string, key: string): string =>
  `${createHash('sha256').update(`${bucket}/${key}`).digest('hex')}.json`;
