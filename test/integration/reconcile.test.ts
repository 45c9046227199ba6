import { freePort } from '../helpers/free-port.ts';
import { clientOf, etagOf, postSigned } from '../helpers/trust-client.ts';
import { BUCKET, startTrustedStack, type TrustedStack } from '../helpers/trusted-stack.ts';

let stack: TrustedStack;

afterEach(async () => {
  await stack.stop();
});

describe('a receiver that was down for 500 uploads', () => {
  it.each(['signature', 'confirm'])(
    'has them all after one reconciliation, none twice, though 50 of the lost callbacks come late: %s',
    async (trust) => {
      stack = await startTrustedStack(trust);
      const client = clientOf(stack, BUCKET);
      const keys = Array.from({ length: 500 }, (_, index) => `uploads/${index} 中+.txt`);
      const callback = { url: `http://127.0.0.1:${await freePort()}/oss/callback`, body: 'object=${object}' };
      for (let start = 0; start < keys.length; start += 50) {
        const uploads = keys.slice(start, start + 50).map((key) => client.put(key, Buffer.from(key), { callback }));
        // Nobody listens: OSS stores the file, tells the uploader, and never tries again.
        for (const { status, reason } of (await Promise.allSettled(uploads)) as {
          status: string;
          reason?: unknown;
        }[]) {
          expect({ status, reason }).toMatchObject({ status: 'rejected', reason: { status: 203 } });
        }
      }
      expect(await stack.workOff()).toBe(0);
      stack.state.now += 600_000;
      const late = (key: string, index: number): string =>
        `bucket=${BUCKET}&object=${encodeURIComponent(key)}&etag=${etagOf(key)}&size=${Buffer.byteLength(key)}` +
        `&mimeType=text%2Fplain&reqId=${String(index).padStart(24, '0')}`;

      const report = await stack.reconcile({ requestId: 'r-1' });
      expect(report).toEqual({ pages: 1, objects: 500, enqueued: 500, isComplete: true });
      // One comes while our own backlog still holds the reconciled upload.
      expect(await postSigned(stack, late(keys[0] ?? '', 0))).toBe(200);
      expect(await stack.workOff()).toBe(501);
      expect(await stack.counted()).toBe(500);

      for (const [index, key] of keys.slice(0, 50).entries())
        expect(await postSigned(stack, late(key, index))).toBe(200);
      await stack.workOff();
      expect(await stack.reconcile({ requestId: 'r-2' })).toMatchObject({ objects: 500, enqueued: 0 });
      expect(await stack.reader.statistics({})).toMatchObject([
        {
          bucket: BUCKET,
          mimeType: 'text/plain',
          uploads: 500,
          bytes: keys.reduce((sum, key) => sum + Buffer.byteLength(key), 0),
        },
      ]);
      expect((await stack.reader.list({ limit: 1_000 })).uploads).toHaveLength(500);
    },
  );
});
