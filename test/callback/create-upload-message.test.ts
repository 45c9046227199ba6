import { createHash } from 'node:crypto';
import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { silentLogger } from '../../lib/logger.ts';
import type { UploadMessage } from '../../lib/queue/upload-message.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';
import { genuine, vectorToRequest } from '../helpers/vectors.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.reject(new Error('a fetch')),
});

describe('createUploadMessage, within a receiver', () => {
  const sha256 = (octets: Uint8Array | string): string => createHash('sha256').update(octets).digest('hex');
  const messageOf = async (
    given: CallbackRequest,
    options: Partial<CallbackReceiverOptions> = {},
  ): Promise<UploadMessage> => {
    const queue = createFakeQueue();
    const clock = (): number => Date.UTC(2026, 0, 2, 3, 4, 5, 6);
    const receive = createCallbackReceiver({ pubKeys, queue, clock, logger: silentLogger, ...options });
    expect(await receive(given)).toHaveProperty('status', 200);
    return queue.messages[0]!;
  };

  it('holds what came, parsed and as it was', async () => {
    const body = 'bucket=b&object=a%2Fb.png&size=3&x:mine=1';
    const given = { ...signedRequest({ key, body }), traceId: 'trace-1' };
    expect(await messageOf(given)).toEqual({
      v: 1,
      id: sha256(`/oss/callback\n${body}`),
      receivedAt: '2026-01-02T03:04:05.006Z',
      requestId: 'request-of-a-test',
      traceId: 'trace-1',
      trust: 'signature',
      upload: { bucket: 'b', object: 'a/b.png', size: 3 },
      fields: { 'x:mine': '1' },
      raw: { contentType: 'application/x-www-form-urlencoded', encoding: 'utf8', body },
    });
  });

  it('keeps a body that is no UTF-8 octet for octet, with its problem', async () => {
    const body = Buffer.from([0x61, 0x3d, 0xff, 0xfe]);
    const message = await messageOf(signedRequest({ key, body }));
    expect(message.raw).toMatchObject({ encoding: 'base64', body: body.toString('base64') });
    expect(message.problem).toBe('the body is not UTF-8');
    expect(message.upload).toEqual({});
  });

  it.each(['', '{"bucket":', 'size=x', '{"size":1,"size":1}'])('is not lost where the body is %j', async (body) => {
    const message = await messageOf(signedRequest({ key, body }));
    expect(message.problem).toEqual(expect.any(String));
    expect(message.raw.body).toBe(body);
    expect(message.id).toBe(sha256(`/oss/callback\n${body}`));
  });

  it('has no content type where none came', async () => {
    const given = signedRequest({ key });
    const headers = { ...given.headers, 'content-type': undefined };
    expect((await messageOf({ ...given, headers })).raw).toEqual({ encoding: 'utf8', body: 'bucket=b&object=o' });
  });

  it('has one id for two callback URLs of one upload, by its reqId', async () => {
    const body = 'bucket=b&reqId=5B9CDDCC9D2B0CA88AE2BEA1';
    const first = await messageOf(signedRequest({ key, body, path: '/first' }));
    const second = await messageOf(signedRequest({ key, body, path: '/second', query: 'a=1' }));
    expect(first.id).toBe(sha256(body));
    expect(second.id).toBe(first.id);
  });

  it.each([
    'reqId=5B9CDDCC9D2B0CA88AE2BEA',
    'reqId=5B9CDDCC9D2B0CA88AE2BEA12',
    'reqId=05B9CDDCC9D2B0CA88AE2BEA1',
    'reqId=5B9CDDCC9D2B0CA88AE2BEAG',
    'reqId=',
    'reqId=5B9CDDCC9D2B0CA88AE2BEA1&reqId=5B9CDDCC9D2B0CA88AE2BEA1',
  ])('has an id of all that was signed where the body has %s', async (body) => {
    expect((await messageOf(signedRequest({ key, body }))).id).toBe(sha256(`/oss/callback\n${body}`));
  });

  it('reads the body’s own names', async () => {
    const body = 'filename=o&height=3';
    const fieldNames = { filename: 'object', height: 'imageInfo.height' };
    const message = await messageOf(signedRequest({ key, body }), { fieldNames });
    expect(message.upload).toEqual({ object: 'o', imageInfo: { height: 3 } });
  });

  it('has the same id for every delivery of each genuine vector, and another for each', async () => {
    const ids = await Promise.all(
      [...genuine, ...genuine].map(async (vector) => (await messageOf(vectorToRequest(vector))).id),
    );
    expect(ids.slice(0, genuine.length)).toEqual(ids.slice(genuine.length));
    expect(new Set(ids).size).toBe(genuine.length);
  });
});
