import { identityOf } from '../../lib/object-identity.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import type { UploadMessage } from '../../lib/queue/upload-message.ts';
import type { Upload } from '../../lib/upload.ts';
import { createMemoryObjectStore } from '../helpers/memory-object-store.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { setUp } from '../helpers/worker-under-test.ts';

const STORED = { bucket: 'b', object: 'img/x.jpg', etag: 'ABC' };
const UPLOAD: Upload = { ...STORED, size: 10, mimeType: 'image/jpeg' };
const IDENTITY = identityOf(STORED);

const callback = (seed: string, upload: Upload = UPLOAD): UploadMessage => uploadMessage(seed, { upload });
const listed = (stored = STORED): UploadMessage =>
  uploadMessage('', { id: identityOf(stored), upload: { ...UPLOAD, ...stored }, trust: 'reconciled' });

async function work(...messages: UploadMessage[]) {
  const worker = setUp();
  for (const message of messages) await worker.work([queueRecord(message, message.requestId)]);
  const { uploads } = await worker.reader.list({ limit: 100 });
  const counted = (await worker.reader.statistics({})).reduce((sum, row) => sum + row.uploads, 0);
  const { lines } = worker;
  return { ids: uploads.map(({ id }) => id).sort(), counted, outcomes: lines.map(({ outcome }) => outcome), lines };
}

describe('an upload that a listing found', () => {
  it('is processed as any other', async () => {
    expect(await work(listed(), listed())).toMatchObject({
      ids: [IDENTITY],
      counted: 1,
      outcomes: ['processed', 'duplicate'],
    });
  });

  it('adopts the callback that comes late, however often it comes', async () => {
    const late = callback('late');
    expect(await work(listed(), late, late, listed())).toMatchObject({
      ids: [IDENTITY],
      counted: 1,
      outcomes: ['processed', 'duplicate', 'duplicate', 'duplicate'],
    });
  });

  it('is nothing where the callback came first, if only just', async () => {
    expect(await work(callback('first'), listed())).toMatchObject({
      ids: [uploadId('first')],
      counted: 1,
      outcomes: ['processed', 'duplicate'],
    });
  });

  it('adopts one callback only: a second one is an upload of its own', async () => {
    const { ids, counted } = await work(listed(), callback('late'), callback('again'));
    expect(ids).toEqual([IDENTITY, uploadId('again')].sort());
    expect(counted).toBe(2);
  });

  it('adopts the callback of each object that was found', async () => {
    const found = ['img/x.jpg', 'img/y.jpg'].map((object) => ({ ...STORED, object }));
    const late = found.map((stored) => callback(stored.object, { ...UPLOAD, ...stored }));
    const { ids, counted } = await work(...found.map(listed), ...late);
    expect(ids).toEqual(found.map(identityOf).sort());
    expect(counted).toBe(2);
  });

  it('leaves a line of the log that says no more than that the callback came late', async () => {
    const { lines } = await work(listed(), callback('late'));
    expect(lines[1]).toStrictEqual({
      level: 'info',
      message: 'upload was processed before',
      outcome: 'duplicate',
      messageId: 'request-late',
      id: uploadId('late'),
      requestId: 'request-late',
      bucket: 'b',
      object: 'img/x.jpg',
      size: 10,
      ms: { claim: 1, total: 3 },
    });
  });

  it('takes no callback for a late one that could not be understood', async () => {
    const { outcomes } = await work(listed(), { ...callback('odd'), problem: 'size is no number' });
    expect(outcomes).toEqual(['processed', 'unparsed']);
  });

  // Both are names that OSS allows.
  it.each([
    ['bucket', { ...STORED, bucket: 'undefined' }, { object: 'img/x.jpg', etag: 'ABC' }],
    ['object', { ...STORED, object: 'undefined' }, { bucket: 'b', etag: 'ABC' }],
  ])('takes no callback without its %s for one that calls it undefined', async (_name, stored, upload) => {
    expect((await work(listed(stored), callback('nameless', upload))).counted).toBe(2);
  });

  it('is told apart from other objects by bucket, key and ETag', async () => {
    const others = [
      callback('1', { ...UPLOAD, bucket: 'c' }),
      callback('2', { ...UPLOAD, object: 'img/y.jpg' }),
      callback('3', { ...UPLOAD, etag: 'ABD' }),
      callback('4', { object: 'img/x.jpg', etag: 'ABC' }),
    ];
    expect((await work(listed(), ...others)).counted).toBe(5);
  });
});

describe('an upload that a listing found, where OSS is asked', () => {
  const MINUTE = 60_000;

  function setUpConfirming() {
    const oss = createMemoryObjectStore();
    const worker = setUp({ confirm: { objects: oss.objects } });
    const store = (minute: number): void => {
      oss.put('b', 'img/x.jpg', { etag: 'ABC', size: 10, lastModified: Date.parse(RECEIVED_AT) + minute * MINUTE });
    };
    const see = async (...messages: UploadMessage[]) => {
      for (const message of messages) await worker.work([queueRecord({ ...message, trust: 'confirm' })]);
      return worker.lines.splice(0).map(({ outcome }) => outcome);
    };
    return { ...oss, store, see, reader: worker.reader };
  }

  it('adopts every callback of what it found, and none of the same content that was stored anew', async () => {
    const { store, see, reader } = setUpConfirming();
    store(0);
    const late = callback('late');
    expect(await see(listed(), late, late, callback('forged'))).toEqual([
      'processed',
      ...Array<string>(3).fill('duplicate'),
    ]);
    store(5);
    const anew = callback('anew');
    expect(await see(anew, anew, callback('forged again'), listed())).toEqual([
      'processed',
      'duplicate',
      'repeated',
      'duplicate',
    ]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 2 }]);
  });

  it('takes nothing while OSS does not answer: a callback that comes meanwhile is confirmed', async () => {
    const { store, see, ...oss } = setUpConfirming();
    store(0);
    oss.setDown(true);
    expect(await see(listed())).toEqual(['failed']);
    oss.setDown(false);
    expect(await see(callback('meanwhile'), listed())).toEqual(['processed', 'duplicate']);
  });

  it('adopts a callback of what stands there no more', async () => {
    const { store, see, ...oss } = setUpConfirming();
    store(0);
    expect(await see(listed())).toEqual(['processed']);
    oss.remove('b', 'img/x.jpg');
    expect(await see(callback('late'))).toEqual(['duplicate']);
  });

  it('is nothing where a confirmed callback came first, but not where one came that is unconfirmed', async () => {
    const { store, see } = setUpConfirming();
    expect(await see(callback('forged'))).toEqual(['unconfirmed']);
    store(0);
    expect(await see(listed())).toEqual(['processed']);
    const other = setUpConfirming();
    other.store(0);
    expect(await other.see(callback('first'), listed())).toEqual(['processed', 'duplicate']);
  });
});

describe('a callback that had begun when a listing found its object', () => {
  it('ends as one that another has told of, and is counted once', async () => {
    const oss = createMemoryObjectStore();
    const worker = setUp({ confirm: { objects: oss.objects } });
    oss.put('b', 'img/x.jpg', { etag: 'ABC', size: 10, lastModified: Date.parse(RECEIVED_AT) });
    const see = (message: UploadMessage) => worker.work([queueRecord({ ...message, trust: 'confirm' })]);
    oss.setDown(true);
    await see(callback('begun'));
    oss.setDown(false);
    await see(listed());
    await see(callback('begun'));
    expect(worker.lines.map(({ outcome }) => outcome)).toEqual(['failed', 'processed', 'repeated']);
    expect(await worker.reader.get(uploadId('begun'))).toMatchObject({ status: 'repeated' });
    expect(await worker.reader.statistics({})).toMatchObject([{ uploads: 1 }]);
  });

  it('is adopted late where OSS is asked only by then', async () => {
    const oss = createMemoryObjectStore();
    oss.put('b', 'img/x.jpg', { etag: 'ABC', size: 10, lastModified: Date.parse(RECEIVED_AT) });
    const facts = createMemoryFactStore();
    await setUp({ facts }).work([queueRecord(listed())]);
    const after = setUp({ facts, confirm: { objects: oss.objects } });
    await after.work([queueRecord({ ...callback('late'), trust: 'confirm' })]);
    expect(after.lines.map(({ outcome }) => outcome)).toEqual(['duplicate']);
  });

  it('is remembered in words that later versions understand', async () => {
    const oss = createMemoryObjectStore();
    const facts = createMemoryFactStore();
    await setUp({ facts }).work([queueRecord(listed())]);
    const messages = [callback('late'), callback('other', { ...UPLOAD, object: 'img/y.jpg' })];
    const batch = messages.map((message) => queueRecord({ ...message, trust: 'confirm' }));
    await setUp({ facts, confirm: { objects: oss.objects } }).work(batch);
    const names = messages.map(({ id }) => `came/${id}`);
    expect([...(await facts.read(names)).values()]).toEqual(['late', 'first']);
  });
});

describe('uploads that look alike', () => {
  it.each(['', '0123456789abcdef01234567', undefined])(
    'are each counted, with the same reqId %j on them',
    async (reqId) => {
      const uploads = ['1', '2', '3'].map((seed) =>
        callback(seed, { ...UPLOAD, object: seed, ...(reqId !== undefined && { reqId }) }),
      );
      expect((await work(...uploads)).counted).toBe(3);
    },
  );

  it('are each counted where the same content was put under the same key twice', async () => {
    expect((await work(callback('1'), callback('2'))).counted).toBe(2);
  });
});

describe('identityOf', () => {
  it('is stable, and does not depend on how the ETag is spelt', () => {
    expect(IDENTITY).toBe(uploadId('b\nABC\nimg/x.jpg'));
    expect(identityOf({ ...STORED, etag: 'abc' })).toBe(IDENTITY);
  });
});
