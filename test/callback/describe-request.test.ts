import { createCallbackReceiver, type CallbackReceiverOptions } from '../../lib/callback/receive.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { createPubKeyStore } from '../../lib/signature/pub-key-store.ts';
import { createFakeQueue } from '../helpers/fake-queue.ts';
import { fastest } from '../helpers/fastest.ts';
import { createLogLines } from '../helpers/log-lines.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';

const key = generateKey();
const pubKeys = createPubKeyStore({
  trusted: [key.publicKey],
  clock: Date.now,
  fetch: () => Promise.reject(new Error('a fetch')),
});

async function debugOf(
  request: CallbackRequest,
  options: Partial<CallbackReceiverOptions> = {},
): Promise<Record<string, unknown>> {
  const { logger, lines } = createLogLines(true);
  const receive = createCallbackReceiver({ pubKeys, queue: createFakeQueue(), clock: Date.now, logger, ...options });
  await receive(request);
  expect(lines[0]?.message).toBe('callback received');
  return lines[0]!.fields;
}

describe('describeRequest, as debug lines', () => {
  it('hold the whole message, also of one that is refused', async () => {
    const request = { ...signedRequest({ key, query: 'a=1', body: 'bucket=b' }), path: '/forged' };
    expect(await debugOf(request)).toEqual({
      requestId: 'request-of-a-test',
      method: 'POST',
      path: '/forged',
      query: 'a=1',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: '***',
        'x-oss-pub-key-url': request.headers['x-oss-pub-key-url'],
      },
      body: 'bucket=b',
    });
  });

  it('hold the pairs of a query that the platform took apart', async () => {
    const request = {
      ...signedRequest({ key }),
      rawQuery: undefined,
      queryPairs: [
        ['a', '1'],
        ['ticket', 's'],
      ] as const,
    };
    expect((await debugOf(request))['query']).toBe('a=1&ticket=***');
    expect((await debugOf({ ...signedRequest({ key }), rawQuery: undefined }))['query']).toBe('');
  });

  it.each([
    'authorization',
    'cookie',
    'x-oss-security-token',
    'proxy-authorization',
    'x-amz-security-token',
    'x-fc-access-key-id',
    'x-fc-access-key-secret',
    'x-fc-security-token',
    'x-forwarded-for',
    'forwarded',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-mine',
  ])('mask the header %s', async (name) => {
    const request = signedRequest({ key });
    const given = { ...request, headers: { ...request.headers, [name]: 'secret' } };
    expect((await debugOf(given, { redact: ['X-Mine'] }))['headers']).toMatchObject({ [name]: '***' });
  });

  it.each(['x-forwarded-proto', 'x-forwarded-host', 'not-forwarded', 'x-ip-version'])(
    'leave the header %s as it is',
    async (name) => {
      const request = signedRequest({ key, headers: { [name]: 'value' } });
      expect((await debugOf(request))['headers']).toMatchObject({ [name]: 'value' });
    },
  );

  it.each([
    ['a form', 'a=1&clientIp=1.2.3.4&b=2', 'a=1&clientIp=***&b=2'],
    ['the first of a form', 'clientIp=1.2.3.4&b=2', 'clientIp=***&b=2'],
    ['the last of a form', 'b=2&ticket=abc', 'b=2&ticket=***'],
    ['a custom variable', 'b=2&x:ticket=abc', 'b=2&x:ticket=***'],
    ['another case', 'Ticket=abc', 'Ticket=***'],
    ['a form with quotes', 'ticket="a&b\\"c"&d=1', 'ticket=***&d=1'],
    ['a form with a quote that is open', 'ticket="a&b', 'ticket=***'],
    ['a form with more behind the quotes', 'ticket="a"b&d=1', 'ticket=***&d=1'],
    ['a form with quotes within', 'ticket=a"b"c&d=1', 'ticket=***&d=1'],
    ['a name that is configured', 'mine=abc&not-mine=d', 'mine=***&not-mine=d'],
    ['a name with characters of a pattern', 'a.b(c=1&axb(c=2', 'a.b(c=***&axb(c=2'],
    ['a name that stands for clientIp, and no other', 'ip=1.2.3.4&other=o', 'ip=***&other=o'],
    ['JSON', '{"a":1,"clientIp":"1.2.3.4","b":2}', '{"a":1,"clientIp":"***","b":2}'],
    ['JSON with spaces', '{ "clientIp" : "1.2.3.4" }', '{ "clientIp" : "***" }'],
    ['JSON with an escape', '{"ticket":"a\\"b","b":2}', '{"ticket":"***","b":2}'],
    ['all of JSON, in any case', '{"Ticket":"abc","CLIENTIP":"1.2.3.4"}', '{"Ticket":"***","CLIENTIP":"***"}'],
    ['a JSON number', '{"mine":12,"b":2}', '{"mine":"***","b":2}'],
    ['a JSON array', '{"mine":["a","b"],"b":2}', '{"mine":"***"'],
    ['a JSON object', '{"mine":{"a":"b"},"b":2}', '{"mine":"***"'],
    ['JSON that breaks off', '{"ticket":"abc', '{"ticket":"***"'],
    ['a URL within JSON', '{"u":"http://h/?ticket=abc&d=1","b":2}', '{"u":"http://h/?ticket=***&d=1","b":2}'],
    ['the end of a URL within JSON', ' {"u":"http://h/?ticket=abc","b":2}', ' {"u":"http://h/?ticket=***","b":2}'],
  ])('mask %s', async (_name, body, expected) => {
    const options = { redact: ['mine', 'a.b(c'], fieldNames: { ip: 'clientIp', other: 'object' } };
    expect((await debugOf(signedRequest({ key, body }), options))['body']).toBe(expected);
  });

  it('mask the query', async () => {
    expect((await debugOf(signedRequest({ key, query: 'ticket=abc&d=1' })))['query']).toBe('ticket=***&d=1');
  });

  it.each([
    ['quotes that are escaped', '"ticket":"' + '\\"'.repeat(131_000)],
    ['names without end', '"ticket"'.repeat(32_000)],
    ['names and spaces', `"ticket"${' '.repeat(262_000)}`],
    ['names, colons and spaces', `"ticket":${' '.repeat(262_000)},`],
    ['pairs of names', 'ticket='.repeat(37_000)],
    ['pairs with quotes', 'ticket="&'.repeat(29_000)],
    ['pairs with escapes', 'ticket="\\"&'.repeat(23_000)],
    ['open brackets', '"ticket":[{'.repeat(23_000)],
  ])('are made in no time of 256 KiB of %s', async (_name, body) => {
    const request = { ...signedRequest({ key }), body: Buffer.from(body) };
    expect(await fastest(() => debugOf(request))).toBeLessThan(1_000);
  });
});
