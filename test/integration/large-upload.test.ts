import { request } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import pMap from 'p-map';
import { createCrc64 } from '../../lib/simulator/storage/crc64.ts';
import { startCallbackServer } from '../helpers/callback-server.ts';
import { errorElements } from '../helpers/error-xml.ts';
import { base64 } from '../helpers/put-with-callback.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../helpers/simulator-process.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const dir = tempDir();
const PARTS = 64;
const PART_BYTES = 16 * 1024 * 1024;
const CHUNK = Buffer.alloc(65_536, 'a chunk of a large file ');

/** Sends a body of `bytes` as it is made, none of it held; gives the ETag. */
async function send(url: string, bytes: number): Promise<string> {
  const sending = request(url, { method: 'PUT', headers: { 'content-length': bytes } });
  const answered = new Promise<string>((resolve, reject) => {
    sending.once('error', reject).once('response', (response) => {
      text(response).then(() => {
        resolve(response.headers.etag ?? '');
      }, reject);
    });
  });
  await pipeline(Readable.from(chunks(bytes)), sending);
  return answered;
}

function* chunks(bytes: number): Generator<Buffer> {
  for (let left = bytes; left > 0; left -= CHUNK.length) yield CHUNK.subarray(0, Math.min(left, CHUNK.length));
}

describe('a large upload', () => {
  let simulator: SimulatorProcess;
  beforeAll(async () => {
    simulator = await startSimulatorProcess(dir);
  });

  it('takes 1 GiB in parts, calls back, and needs less than 200 MiB of memory', async () => {
    const server = await startCallbackServer();
    const object = `${simulator.url}/bucket/large`;
    const { UploadId = '' } = await errorElements(await fetch(`${object}?uploads`, { method: 'POST' }));
    const numbers = Array.from({ length: PARTS }, (_, index) => index + 1);
    const part = (number: number) => send(`${object}?partNumber=${number}&uploadId=${UploadId}`, PART_BYTES);
    const etags = await pMap(numbers, part, { concurrency: 4 });
    const list = etags.map((etag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
    const callback = { callbackUrl: server.url, callbackBody: 'size=${size}&crc64=${crc64}&etag=${etag}' };
    const completed = await fetch(`${object}?uploadId=${UploadId}`, {
      method: 'POST',
      headers: { 'x-oss-callback': base64(callback) },
      body: `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`,
    });
    expect([completed.status, await completed.text()]).toStrictEqual([200, '{"Status":"OK"}']);
    const crc64 = createCrc64();
    for (const chunk of chunks(PARTS * PART_BYTES)) crc64.update(chunk);
    const etag = completed.headers.get('etag')?.replaceAll('"', '') ?? '';
    expect(server.requests[0]?.body).toBe(`size=1073741824&crc64=${crc64.value()}&etag=${etag}`);
    expect(etag).toMatch(/^[0-9A-F]{32}-64$/);
    // Over the border between two parts.
    const range = { range: `bytes=${PART_BYTES - 10}-${PART_BYTES + 9}` };
    const stretch = await (await fetch(object, { headers: range })).text();
    expect(stretch).toBe(Buffer.concat([CHUNK.subarray(-10), CHUNK.subarray(0, 10)]).toString());
    await server.stop();
    expect(await simulator.stop()).toBeLessThan(200);
  }, 120_000);
});
