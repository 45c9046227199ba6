import fc from 'fast-check';
import { createCallbackReceiver } from '../../../lib/callback/receive.ts';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { jsonReply } from '../../../lib/http/reply.ts';
import { silentLogger } from '../../../lib/logger.ts';
import {
  createLambdaHttpHandler,
  lambdaEventToRequest,
  replyToLambdaResult,
  type LambdaHttpEvent,
} from '../../../lib/platform/aws/http.ts';
import { createPubKeyStore } from '../../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../../helpers/fake-queue.ts';
import { lambdaEvent, lambdaEvents } from '../../helpers/lambda-events.ts';
import { generateKey, signedRequest } from '../../helpers/signed-request.ts';

const context = { awsRequestId: 'aws-request-id' };
const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: (url) => Promise.reject(new Error(`a fetch of ${url}`)),
});
const start = () => {
  const queue = createFakeQueue();
  const receive = createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger: silentLogger });
  return { queue, handler: createLambdaHttpHandler(receive) };
};
const statusOf = async (event: unknown): Promise<number | undefined> =>
  (await start().handler(event as LambdaHttpEvent, context)).statusCode;
const request = (event: unknown): CallbackRequest => lambdaEventToRequest(event as LambdaHttpEvent, context);

/** What each event of `events/http` must get. */
const EXPECTED: Record<string, number> = {
  'bad-signature.json': 400,
  'cloudreve-bad-signature.json': 400,
  'doc-mobile-sample-does-not-verify.json': 400,
  'get.json': 501,
};

describe('createLambdaHttpHandler', () => {
  it.each(lambdaEvents)('answers events/http/$name', async ({ name, event }) => {
    const { handler, queue } = start();
    const result = await handler(event, context);
    const status = EXPECTED[name] ?? 200;
    expect(result.statusCode).toBe(status);
    expect(result.headers).toEqual({
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(result.body ?? '')),
    });
    expect(result.isBase64Encoded).toBe(false);
    if (status === 200) expect(result.body).toBe('{"Status":"OK"}');
    else
      expect(JSON.parse(result.body ?? '')).toMatchObject({ Status: 'Error', RequestId: expect.any(String) as string });
    expect(queue.messages).toHaveLength(status === 200 ? 1 : 0);
  });

  it('names the function’s own request in a refusal', async () => {
    const { body = '' } = await start().handler(lambdaEvent('bad-signature.json'), context);
    expect(JSON.parse(body)).toMatchObject({ Code: 'InvalidCallback', RequestId: 'aws-request-id' });
  });
});

describe('lambdaEventToRequest', () => {
  const v2 = lambdaEvent('aliyun-doc-index-php.json') as unknown as Record<string, unknown>;
  const rest = lambdaEvent('rest-api.json') as unknown as Record<string, unknown>;
  const alb = lambdaEvent('alb.json') as unknown as Record<string, unknown>;
  const functionUrl = lambdaEvent('function-url.json') as unknown as Record<string, unknown>;

  it('reads an HTTP API, whose path is decoded and whose query is verbatim', () => {
    expect(request({ ...v2, rawPath: '/a b%', rawQueryString: 'x=%20&y' })).toMatchObject({
      method: 'POST',
      path: '/a b%',
      pathEncoding: 'decoded',
      rawQuery: 'x=%20&y',
      requestId: 'aws-request-id',
      traceId: 'Root=1-5b9cddcc-9d2b0ca88ae2bea1aabbccdd',
    });
  });

  it('reads a Function URL, whose path is not decoded', () => {
    expect(request({ ...functionUrl, rawPath: '/a%20b' })).toMatchObject({ path: '/a%20b', pathEncoding: 'encoded' });
  });

  it('reads a REST API, whose path is not decoded and whose query is in pairs', () => {
    const given = request({ ...rest, multiValueQueryStringParameters: { a: ['1', '2'], b: [''] } });
    expect(given).toMatchObject({ path: '/index.php', pathEncoding: 'encoded', pathPrefix: '', rawQuery: undefined });
    expect(given.queryPairs).toEqual([
      ['a', '1'],
      ['a', '2'],
      ['b', ''],
    ]);
  });

  it('reads a load balancer, whose path is not decoded', () => {
    expect(request(alb)).toMatchObject({
      method: 'POST',
      path: '/3ecb4401-bd1f-4421-a385-46b57f0d6daa',
      pathEncoding: 'encoded',
    });
  });

  it('takes the gateway’s id of the request where the function has none', () => {
    expect(lambdaEventToRequest(rest as unknown as LambdaHttpEvent, { awsRequestId: '' }).requestId).toBe(
      'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    );
  });

  it('reads an HTTP API with payload format 1.0, whose path is decoded', () => {
    expect(request({ ...rest, version: '1.0', path: '/a b' })).toMatchObject({ path: '/a b', pathEncoding: 'decoded' });
  });

  it.each([
    ['/prod/index.php', '/prod'],
    ['/index.php', ''],
    ['/other', ''],
    [undefined, ''],
  ])('finds in the public path %s of a REST API the prefix %j', (path, pathPrefix) => {
    expect(request({ ...rest, requestContext: { path } }).pathPrefix).toBe(pathPrefix);
  });

  it('joins headers whatever their case, single or in lists', () => {
    const headers = { Authorization: 'a', authorization: 'b', 'X-One': '1' };
    expect(request({ ...v2, headers }).headers).toMatchObject({ authorization: 'a, b', 'x-one': '1' });
    const multiValueHeaders = { Authorization: ['a', 'b'] };
    expect(request({ ...rest, multiValueHeaders }).headers['authorization']).toBe('a, b');
    expect(request({ ...rest, multiValueHeaders: {} }).headers['content-length']).toBe('18');
  });

  it('reads names of Object as headers like others', () => {
    const headers = JSON.parse('{"constructor":"a","__proto__":"b","valueof":"c"}') as object;
    expect({ ...request({ ...v2, headers }).headers }).toEqual(headers);
  });

  it('decodes base64 where it is said to be, and keeps octets', () => {
    const octets = Buffer.from([0, 0xff, 0x80, 0x0a]);
    expect(request({ ...v2, body: octets.toString('base64'), isBase64Encoded: true }).body).toEqual(octets);
    expect(request({ ...v2, body: 'é', isBase64Encoded: false }).body).toEqual(Buffer.from('é'));
    expect(request({ ...v2, body: null }).body).toHaveLength(0);
  });

  it('cuts a trace id that is too long to be one', () => {
    const headers = { 'x-amzn-trace-id': 'a'.repeat(1_000) };
    expect(request({ ...v2, headers }).traceId).toHaveLength(256);
    expect(request({ ...v2, headers: {} }).traceId).toBeUndefined();
  });

  it.each([
    [
      'a stage that is not in the path',
      { path: '/index.php', requestContext: { path: '/prod/index.php' } },
      '/prod/index.php',
    ],
    [
      'a stage that OSS did not call',
      { path: '/index.php', requestContext: { path: '/prod/index.php' } },
      '/index.php',
    ],
    ['an escaped path', { path: '/a%20b%2Bc', requestContext: {} }, '/a%20b%2Bc'],
  ])('lets a REST API verify %s', async (_name, event, signedPath) => {
    const { headers, body } = signedRequest({ key, path: signedPath });
    const given = { httpMethod: 'POST', headers, body: Buffer.from(body).toString(), ...event };
    expect(await statusOf(given)).toBe(200);
  });

  it.each([
    ['a plus', '/a+b', '/a+b'],
    ['an escaped plus', '/a%2Bb', '/a+b'],
    ['an escaped space', '/a%20b', '/a b'],
    ['an escaped percent sign', '/100%25', '/100%'],
    ['what looks like an escape', '/%2541', '/%41'],
    ['non-ASCII', '/%E4%B8%AD', '/中'],
    ['a path that was not decoded after all', '/%E4%B8%AD', '/%E4%B8%AD'],
    ['a named stage', '/prod/cb', '/prod/cb'],
    ['a named stage that a custom domain does not show', '/cb', '/prod/cb'],
    ['a path that is the stage', '/prod', '/prod'],
    ['a path that begins like the stage', '/product', '/product'],
  ])('lets an HTTP API verify %s', async (_name, signedPath, rawPath) => {
    const { headers, body } = signedRequest({ key, path: signedPath, query: 'a=1' });
    const domainName = 'abc.execute-api.eu-central-1.amazonaws.com';
    const requestContext = { http: { method: 'POST' }, domainName, stage: 'prod' };
    const text = Buffer.from(body).toString();
    expect(await statusOf({ rawPath, rawQueryString: 'a=1', requestContext, headers, body: text })).toBe(200);
    const asked = { version: '1.0', httpMethod: 'POST', path: rawPath, queryStringParameters: { a: '1' } };
    expect(await statusOf({ ...asked, requestContext: { stage: 'prod' }, headers, body: text })).toBe(200);
  });

  it('lets an HTTP API verify nothing that is not the path, with its stage or without', async () => {
    const { headers, body } = signedRequest({ key, path: '/cb' });
    const requestContext = { http: { method: 'POST' }, stage: 'prod' };
    const text = Buffer.from(body).toString();
    for (const rawPath of ['/test/cb', '/prod/prod/cb', '/prodcb', '/prod/cb/', '/prod//cb']) {
      expect(await statusOf({ rawPath, rawQueryString: '', requestContext, headers, body: text })).toBe(400);
    }
  });

  it.each(['/cb', '/prod/cb'])('finds the callback path %s with its stage and without', async (callbackPath) => {
    const { headers, body } = signedRequest({ key, path: '/prod/cb' });
    const { queue } = start();
    const receive = createCallbackReceiver({ pubKeys, queue, clock: Date.now, logger: silentLogger, callbackPath });
    const handler = createLambdaHttpHandler(receive);
    const requestContext = { http: { method: 'POST' }, stage: 'prod' };
    const event = { rawPath: '/prod/cb', rawQueryString: '', requestContext, headers, body: body.toString() };
    expect((await handler(event as unknown as LambdaHttpEvent, context)).statusCode).toBe(200);
    expect((await handler({ ...event, rawPath: '/prod/c' } as unknown as LambdaHttpEvent, context)).statusCode).toBe(
      404,
    );
  });

  it('lets a load balancer verify a query that it leaves escaped', async () => {
    const { headers, body } = signedRequest({ key, path: '/cb', query: 'a=%20x&b=2' });
    const event = { httpMethod: 'POST', path: '/cb', headers, queryStringParameters: { a: '%20x', b: '2' } };
    expect(await statusOf({ ...event, body: Buffer.from(body).toString() })).toBe(200);
  });

  it('lets a REST API verify a query that it decoded', async () => {
    const { headers, body } = signedRequest({ key, path: '/cb', query: 'a=%20x&b=%2F' });
    const event = {
      httpMethod: 'POST',
      path: '/cb',
      headers,
      multiValueQueryStringParameters: { a: [' x'], b: ['/'] },
    };
    expect(await statusOf({ ...event, body: Buffer.from(body).toString() })).toBe(200);
  });

  it('answers a load balancer in lists where it sends lists, and takes them', async () => {
    const { headers, ...rest } = alb as { headers: Record<string, string> };
    const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const result = await start().handler({ ...rest, multiValueHeaders } as unknown as LambdaHttpEvent, context);
    expect(result).toMatchObject({
      statusCode: 200,
      multiValueHeaders: { 'content-type': ['application/json'], 'content-length': ['15'] },
    });
    expect(await start().handler(alb as unknown as LambdaHttpEvent, context)).not.toHaveProperty('multiValueHeaders');
  });

  it.each(['authorization', 'x-oss-pub-key-url'])('refuses %s that came twice', async (name) => {
    for (const event of [v2, rest]) {
      const headers = event['headers'] as Record<string, string>;
      const value = headers[name]!;
      expect(await statusOf({ ...event, multiValueHeaders: null, headers })).toBe(200);
      expect(
        await statusOf({ ...event, multiValueHeaders: null, headers: { ...headers, [name]: `${value},${value}` } }),
      ).toBe(400);
      expect(
        await statusOf({ ...event, multiValueHeaders: null, headers: { ...headers, [name.toUpperCase()]: value } }),
      ).toBe(400);
    }
    const lists = rest['multiValueHeaders'] as Record<string, string[]>;
    expect(
      await statusOf({ ...rest, multiValueHeaders: { ...lists, [name]: [...lists[name]!, ...lists[name]!] } }),
    ).toBe(400);
  });

  it.each([
    undefined,
    null,
    {},
    [],
    'text',
    1,
    { requestContext: null },
    { requestContext: { http: null } },
    { body: {} },
  ])('reads %j as a request that is refused', async (event) => {
    expect(await statusOf(event)).toBe(501);
  });

  it('answers any event at all', async () => {
    const names = Object.keys({ ...v2, ...rest, ...alb });
    const nested = fc.dictionary(fc.constantFrom('http', 'path', 'requestId', 'domainName', 'method'), fc.jsonValue());
    const value = fc.oneof(fc.jsonValue(), nested, fc.constantFrom('POST', '/', true, { http: { method: 'POST' } }));
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (event) => {
        expect([400, 413, 501]).toContain(await statusOf(event));
        expect([400, 413, 501]).toContain(await statusOf({ ...v2, ...event, headers: {} }));
      }),
      { numRuns: 500 },
    );
  });
});

describe('replyToLambdaResult', () => {
  it('says that the body is text', () => {
    expect(replyToLambdaResult(jsonReply(200, { a: 'é' }))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json', 'content-length': '10' },
      body: '{"a":"é"}',
      isBase64Encoded: false,
    });
  });
});
