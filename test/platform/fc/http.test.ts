import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { createCallbackReceiver, type CallbackReceiver } from '../../../lib/callback/receive.ts';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { jsonReply } from '../../../lib/http/reply.ts';
import { silentLogger } from '../../../lib/logger.ts';
import { readFailure } from '../../../lib/platform/fc/failure.ts';
import { createFcHttpHandler, fcEventToRequest, type FcHttpResult } from '../../../lib/platform/fc/http.ts';
import { createRoleCredentials } from '../../../lib/platform/fc/role-credentials.ts';
import type { FcStreamRequest } from '../../../lib/platform/fc/stream-http.ts';
import { createMemoryQueue } from '../../../lib/queue/memory-queue.ts';
import { decodeMessage } from '../../../lib/queue/upload-message.ts';
import { createPubKeyStore } from '../../../lib/signature/pub-key-store.ts';
import { signRequest } from '../../../lib/signature/sign-request.ts';
import { FC_CREDENTIALS } from '../../helpers/fc-credentials.ts';
import { anyRole, FC_CONTEXT, fcHttpEvent } from '../../helpers/fc-events.ts';
import { generateKey, keyUrl } from '../../helpers/signed-request.ts';
import { genuine, vectors, type Vector } from '../../helpers/vectors.ts';

const key = generateKey();
const never = (): never => {
  throw new Error('nothing is fetched');
};
const receive: CallbackReceiver = createCallbackReceiver({
  pubKeys: createPubKeyStore({ fetch: never, clock: Date.now, trusted: [key.publicKey] }),
  queue: createMemoryQueue(),
  clock: Date.now,
  logger: silentLogger,
});
const options = { maxBodyBytes: 262_144, bodyTimeoutMs: 200, credentials: anyRole() };
const handler = createFcHttpHandler(receive, options);

/** A callback that is signed with the test's own key. */
function signed(path: string, query = '', body = 'bucket=b&object=o'): Vector {
  const headers = signRequest(
    { path, query, body: Buffer.from(body) },
    { privateKey: key.privateKey, pubKeyUrl: keyUrl(1) },
  );
  return { id: '', path, query, headers: { ...headers }, body, stringToSign: '', expected: 'valid' };
}

const ACK = { statusCode: 200, body: '{"Status":"OK"}', isBase64Encoded: false };

describe('createFcHttpHandler, on an event of Function Compute 3.0', () => {
  it.each(genuine.map((vector) => [vector.id, vector] as const))('acknowledges the genuine %s', async (_id, vector) => {
    const result = await handler(fcHttpEvent(vector), FC_CONTEXT);
    expect(result).toMatchObject({ ...ACK, headers: { 'content-type': 'application/json', 'content-length': '15' } });
  });

  it.each(vectors.filter(({ expected }) => expected === 'invalid').map((vector) => [vector.id, vector] as const))(
    'refuses %s',
    async (_id, vector) => {
      expect(await handler(fcHttpEvent(vector), FC_CONTEXT)).toMatchObject({ statusCode: 400 });
    },
  );

  it.each([
    ['with escapes', '/a%20b/%E4%B8%AD', ''],
    ['with an escaped percent sign', '/a%2520b', ''],
    ['with a plus', '/a+b', ''],
    ['and a query of plain pairs', '/p', '?b=2&a=1'],
    ['and a query with escapes', '/p', '?name=%E4%B8%AD%20x'],
    ['and a query as a form writes it', '/p', '?name=a+b%21'],
    ['and a query with a name alone', '/p', '?debug'],
    ['and a query with a comma', '/p', '?list=1,2'],
  ])('acknowledges a path %s', async (_name, path, query) => {
    expect(await handler(fcHttpEvent(signed(path, query)), FC_CONTEXT)).toMatchObject(ACK);
  });

  it('cannot acknowledge a query whose spelling is lost, and does not look away', async () => {
    const mixed = signed('/p', '?a=%7e&b=a+b');
    expect(await handler(fcHttpEvent(mixed), FC_CONTEXT)).toMatchObject({ statusCode: 400 });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['octets that are no text', Buffer.from([0xff, 0x00, 0xfe])],
    ['text', Buffer.from('POST / HTTP/1.1')],
    ['null', Buffer.from('null')],
    ['a list', Buffer.from('[]')],
    ['the event of a timer', Buffer.from('{"triggerTime":"2026-11-25T09:27:31Z","triggerName":"t","payload":""}')],
    ['fields of other types', Buffer.from('{"rawPath":1,"headers":[1],"body":{},"requestContext":{"http":"POST"}}')],
    ['a prototype', Buffer.from('{"__proto__":{"rawPath":"/"},"headers":{"__proto__":"x","constructor":"y"}}')],
  ])('refuses %s', async (_name, event) => {
    expect((await handler(event, FC_CONTEXT)).statusCode).toBe(501);
  });

  it('refuses a body that is too large', async () => {
    const vector = signed('/p', '', 'a'.repeat(262_145));
    expect(await handler(fcHttpEvent(vector), FC_CONTEXT)).toMatchObject({ statusCode: 413 });
  });

  it('says which request it refuses', async () => {
    const { body } = await handler(fcHttpEvent({ ...signed('/p'), headers: {} }), FC_CONTEXT);
    expect(JSON.parse(body)).toMatchObject({ Code: 'InvalidCallback', RequestId: FC_CONTEXT.requestId });
  });

  it('takes the credentials that came with it', async () => {
    const credentials = createRoleCredentials({ accessKeyId: 'STS.old', accessKeySecret: 'old', securityToken: 'old' });
    await createFcHttpHandler(receive, { ...options, credentials })(fcHttpEvent(signed('/p')), FC_CONTEXT);
    expect(credentials.get()).toEqual(FC_CREDENTIALS);
  });
});

describe('fcEventToRequest', () => {
  it('reads names of headers in any case, and a body that is plain text', () => {
    const event = { headers: { 'X-A': '1', 'x-a': '2' }, body: 'naïve', requestContext: { http: { method: 'post' } } };
    const request = fcEventToRequest(Buffer.from(JSON.stringify(event)), {});
    expect(request).toMatchObject({ method: 'POST', body: Buffer.from('naïve'), rawQuery: undefined });
    expect({ ...request.headers }).toEqual({ 'x-a': '1, 2' });
  });
});

/** A request and a response as Function Compute 2.0 has them. */
function stream(
  vector: Vector,
  overrides: Partial<FcStreamRequest> = {},
  chunks: Iterable<Buffer> | AsyncIterable<Buffer> = [Buffer.from(vector.body)],
) {
  const { path, query, headers } = vector;
  const headersSent: Record<string, string> = {};
  const sent = { status: 0, headers: headersSent, body: '' };
  const request: FcStreamRequest = Object.assign(Readable.from(chunks, { objectMode: false }), {
    method: 'POST',
    url: path + query,
    path,
    headers,
    ...overrides,
  });
  const response = {
    setStatusCode: (status: number) => (sent.status = status),
    setHeader: (name: string, value: string) => (sent.headers[name] = value),
    send: (body: string) => (sent.body = body),
  };
  return { request, response, sent };
}

describe('createFcHttpHandler, on a request of Function Compute 2.0', () => {
  it.each(genuine.map((vector) => [vector.id, vector] as const))('acknowledges the genuine %s', async (_id, vector) => {
    const { request, response, sent } = stream(vector);
    await handler(request, response, FC_CONTEXT);
    expect(sent).toMatchObject({ status: 200, body: '{"Status":"OK"}', headers: { 'content-length': '15' } });
  });

  it('is handed the query as it came', async () => {
    const { request, response, sent } = stream(signed('/p', '?a=%7e&b=a+b&'));
    await handler(request, response, FC_CONTEXT);
    expect(sent.status).toBe(200);
  });

  it('knows that OSS signed the whole path, where the function is called by its own address', async () => {
    const proxy = '/2016-08-15/proxy/service/callback';
    const vector = signed(`${proxy}/oss/callback`);
    const { request, response, sent } = stream(vector, { path: '/oss/callback' });
    await handler(request, response, FC_CONTEXT);
    expect(sent.status).toBe(200);
  });

  it('takes a body that the runtime has read already', async () => {
    const vector = signed('/p');
    const { request, response, sent } = stream(vector, { body: Buffer.from(vector.body) }, []);
    await handler(request, response, FC_CONTEXT);
    expect(sent.status).toBe(200);
  });

  it('reads no more of a body than it may', async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        read += 65_536;
        yield Buffer.alloc(65_536);
        await setImmediate();
      }
    }
    const { request, response, sent } = stream(signed('/p'), {}, endless());
    await handler(request, response, FC_CONTEXT);
    request.destroy();
    expect(sent.status).toBe(413);
    expect(read).toBeLessThan(2_000_000);
  });

  it('does not wait for a body that does not come', async () => {
    const { request, response, sent } = stream(signed('/p'));
    const silent = Object.assign(new Readable({ read: () => undefined }), {
      method: request.method,
      url: request.url,
      path: request.path,
      headers: request.headers,
    });
    await handler(silent, response, FC_CONTEXT);
    expect(sent).toMatchObject({ status: 503, body: expect.stringContaining('TryAgain') as string });
  });

  it('says the same where the sender goes away', async () => {
    const { request, response, sent } = stream(signed('/p'));
    const closed = once(request, 'close');
    request.destroy();
    await closed;
    await handler(request, response, FC_CONTEXT);
    expect(sent.status).toBe(503);
  });
});

it('hands on whatever the receiver answers', async () => {
  const seen: CallbackRequest[] = [];
  const other = createFcHttpHandler((request) => {
    seen.push(request);
    return Promise.resolve(jsonReply(200, { any: 'thing' }));
  }, options);
  const result: FcHttpResult = await other(fcHttpEvent(signed('/p')), {});
  expect(result.body).toBe('{"any":"thing"}');
  expect(seen[0]?.requestId).toBe(FC_CONTEXT.requestId);
});

describe('the events of events/fc', () => {
  const folder = new URL('../../../events/fc/', import.meta.url);
  const verdict = (name: string): number => {
    if (name === 'get.json') return 501;
    return vectors.find(({ id }) => `${id}.json` === name)?.expected === 'valid' ? 200 : 400;
  };

  it.each(readdirSync(folder).filter((name) => !/^(?:worker|dead-letters)-/.test(name)))(
    '%s is answered as it says',
    async (name) => {
      const { statusCode } = await handler(readFileSync(new URL(name, folder)), FC_CONTEXT);
      expect(statusCode).toBe(verdict(name));
    },
  );

  it('worker-one-upload.json is a message', () => {
    const message = decodeMessage(readFileSync(new URL('worker-one-upload.json', folder), 'utf8'));
    expect(message.upload.bucket).toBeDefined();
  });

  it('dead-letters-one-failure.json tells of that message', () => {
    const { body } = readFailure(readFileSync(new URL('dead-letters-one-failure.json', folder), 'utf8'));
    const message = readFileSync(new URL('worker-one-upload.json', folder), 'utf8');
    expect(decodeMessage(body)).toEqual(decodeMessage(message));
  });
});
