import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pMap from 'p-map';
import { startSimulator } from '../../lib/simulator/start-simulator.ts';
import { startLocalReceiver } from '../helpers/local-receiver.ts';
import { createOssClient } from '../helpers/oss-client.ts';

const UPLOADS = 1_000;
const AT_ONCE = 16;

describe('many uploads at once', () => {
  it(`loses none of ${UPLOADS} uploads with callback, ${AT_ONCE} at a time`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'simulator-'));
    const simulator = await startSimulator({ port: 0, folder });
    const receiver = await startLocalReceiver(simulator.publicKey);
    const client = createOssClient({
      ...simulator.credentials,
      endpoint: `http://localhost:${simulator.port}`,
      region: 'oss-cn-hangzhou',
      bucket: 'many',
    });
    const callback = { url: receiver.url, body: 'object=${object}&size=${size}&reqId=${reqId}' };
    const keys = Array.from({ length: UPLOADS }, (_, index) => `upload-${index}`);
    const answers = await pMap(keys, async (key) => (await client.put(key, Buffer.from(key), { callback })).data, {
      concurrency: AT_ONCE,
    });
    expect(answers).toStrictEqual(Array.from({ length: UPLOADS }, () => ({ Status: 'OK' })));
    const received = receiver.messages.map(({ upload }) => [upload.object, upload.size]);
    expect(new Map(received.map(([key, size]) => [String(key), size]))).toStrictEqual(
      new Map(keys.map((key) => [key, key.length])),
    );
    expect(receiver.messages).toHaveLength(UPLOADS);
    await Promise.all([simulator.stop(), receiver.stop()]);
    await rm(folder, { recursive: true });
  }, 60_000);
});
