import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ObjectRecord } from '../../../lib/simulator/storage/object-record.ts';
import type { ObjectStorage } from '../../../lib/simulator/storage/object-storage.ts';
import { openStorage } from '../../../lib/simulator/storage/open-storage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(Buffer.from(text));
}

/** Stores an object whose blobs are the texts. */
async function store(storage: ObjectStorage, key: string, ...texts: string[]): Promise<ObjectRecord> {
  const blobs = [];
  for (const text of texts) blobs.push(await storage.receive(chunks(text)));
  const record: ObjectRecord = {
    bucket: 'bucket',
    key,
    size: blobs.reduce((sum, { size }) => sum + size, 0),
    etag: 'E',
    crc64: '0',
    mimeType: 'text/plain',
    headers: {},
    lastModified: 0,
    type: 'Normal',
    blobs: blobs.map(({ id, size }) => ({ id, size })),
  };
  await storage.commit(record);
  return record;
}

it('tells the same of an object that many change at once, and after a restart', async () => {
  const storage = await openStorage(folder);
  const changes = Array.from({ length: 40 }, (_, index) => index % 4 === 3);
  await Promise.all(
    changes.map((isRemoval, index) => (isRemoval ? storage.remove('bucket', 'k') : store(storage, 'k', String(index)))),
  );
  const told = storage.get('bucket', 'k');
  expect((await openStorage(folder)).get('bucket', 'k')).toStrictEqual(told);
  expect(await readdir(join(folder, 'blobs'))).toStrictEqual((told?.blobs ?? []).map(({ id }) => id));
});

const textOf = async (octets: AsyncIterable<Uint8Array>): Promise<string> => (await buffer(octets)).toString();

describe.each([
  { name: 'in memory', open: () => openStorage(undefined) },
  { name: 'in a folder', open: () => openStorage(folder) },
])('ObjectStorage $name', ({ open }) => {
  it('computes size, MD5 and CRC-64 of what it receives', async () => {
    const blob = await (await open()).receive(chunks('12345', '', '6789'));
    expect(blob).toMatchObject({ size: 9, crc64: 0x995dc9bbdf1939fan });
    expect(blob.md5.toString('hex')).toBe('25f9e794323b453885f5181f1b624d0b');
  });

  it('gives back what was committed, and any stretch of it over the borders of blobs', async () => {
    const storage = await open();
    const record = await store(storage, 'k', 'abc', '', 'defg', 'h');
    expect(storage.get('bucket', 'k')).toStrictEqual(record);
    await expect(textOf(storage.read(record))).resolves.toBe('abcdefgh');
    for (let start = 0; start <= 8; start += 1) {
      for (let end = start; end <= 8; end += 1) {
        await expect(textOf(storage.read(record, { start, end }))).resolves.toBe('abcdefgh'.slice(start, end));
      }
    }
  });

  it('reads an object to its end though it is replaced and removed meanwhile', async () => {
    const storage = await open();
    const record = await store(storage, 'k', 'first', 'second');
    const reader = storage.read(record)[Symbol.asyncIterator]();
    const next = async (): Promise<string> => Buffer.from((await reader.next()).value as Uint8Array).toString();
    const first = await next();
    await store(storage, 'k', 'other');
    await storage.remove('bucket', 'k');
    expect(first).toBe('first');
    await expect(next()).resolves.toBe('second');
    expect(storage.get('bucket', 'k')).toBeUndefined();
  });

  it('keeps nothing of a source that fails, or that the size check refuses', async () => {
    const storage = await open();
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(Buffer.from('x'));
      throw new Error('gone');
    }
    await expect(storage.receive(failing())).rejects.toThrow('gone');
    const refuse = (bytes: number): void => {
      if (bytes > 2) throw new Error('too much');
    };
    await expect(storage.receive(chunks('ab', 'c'), refuse)).rejects.toThrow('too much');
    expect(await blobsIn(folder)).toStrictEqual([]);
  });

  it('lists the keys of a bucket in the order of their octets', async () => {
    const storage = await open();
    for (const key of ['b', 'a/b', 'ä', 'a', 'Z', '😀', '\uffee']) await store(storage, key, 'x');
    const keys = storage.list('bucket').map(({ key }) => key);
    expect(keys).toStrictEqual(['Z', 'a', 'a/b', 'b', 'ä', '\uffee', '😀']);
    expect(storage.list('other')).toStrictEqual([]);
  });
});

describe(openStorage, () => {
  it('finds the objects of a folder again, and clears away what no object has', async () => {
    const record = await store(await openStorage(folder), 'k', 'kept');
    await writeFile(join(folder, 'blobs', 'orphan'), 'left over');
    await writeFile(join(folder, 'records', 'half.tmp'), '{');
    const reopened = await openStorage(folder);
    expect(reopened.get('bucket', 'k')).toStrictEqual(record);
    await expect(textOf(reopened.read(record))).resolves.toBe('kept');
    expect(await blobsIn(folder)).toStrictEqual(record.blobs.map(({ id }) => id));
  });

  it.each(['../../etc/passwd', '..', 'a/../../b', '\u0000', 'nul', 'a'.repeat(1023), 'A', 'a', 'a/b', 'con/aux'])(
    'keeps an object called %j inside its folder',
    async (key) => {
      const storage = await openStorage(folder);
      const record = await store(storage, key, key);
      await expect(textOf(storage.read(record))).resolves.toBe(key);
      expect((await readdir(folder)).sort()).toStrictEqual(['blobs', 'records']);
      expect(await readdir(join(folder, 'records'))).toStrictEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
    },
  );

  it('removes the octets of an object that is replaced or removed', async () => {
    const storage = await openStorage(folder);
    await store(storage, 'k', 'one', 'two');
    const { blobs } = await store(storage, 'k', 'three');
    expect(await blobsIn(folder)).toStrictEqual(blobs.map(({ id }) => id));
    await storage.remove('bucket', 'k');
    expect(await blobsIn(folder)).toStrictEqual([]);
  });

  it('keeps index and folder agreed when many write one key at once', async () => {
    const storage = await openStorage(folder);
    await Promise.all(Array.from({ length: 20 }, (_, index) => store(storage, 'k', String(index))));
    const record = storage.get('bucket', 'k');
    expect((await openStorage(folder)).get('bucket', 'k')).toStrictEqual(record);
    expect(await blobsIn(folder)).toStrictEqual(record?.blobs.map(({ id }) => id));
  });
});

const blobsIn = (parent: string): Promise<string[]> => readdir(join(parent, 'blobs')).catch(() => []);
