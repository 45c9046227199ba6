import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLogger } from '../../../lib/logger.ts';
import { createCustomRuntimeListener, type CustomRuntimeOptions } from '../../../lib/platform/fc/custom-runtime.ts';
import type { FcInvocation } from '../../../lib/platform/fc/queue.ts';
import { createRoleCredentials } from '../../../lib/platform/fc/role-credentials.ts';
import { FC_CREDENTIALS } from '../../helpers/fc-credentials.ts';
import { anyRole } from '../../helpers/fc-events.ts';
import { stopAfterEach } from '../../helpers/stop-after-each.ts';

const stops = stopAfterEach();

async function start(options: Partial<CustomRuntimeOptions>): Promise<string> {
  const server = createServer(
    createCustomRuntimeListener({ credentials: anyRole(), logger: silentLogger, ...options }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.add(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const http: CustomRuntimeOptions['http'] = (_request, response) => {
  response.end('a callback');
};
const post = async (url: string, headers: Record<string, string> = {}, body = '') => {
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, said: response.headers.get('x-fc-status'), body: await response.text() };
};

/** Posts with headers that may come more than once, which `fetch` would join. */
async function postRaw(url: string, headers: Record<string, string | string[]>): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
}

describe("the receiver's custom runtime", () => {
  it.each(['/initialize', '/pre-freeze', '/pre-stop'])('answers %s, which is no callback', async (path) => {
    const url = await start({ http });
    expect(await post(url + path)).toEqual({ status: 200, said: '200', body: '' });
    expect(await post(`${url}/x`, { 'x-fc-control-path': path })).toEqual({ status: 200, said: '200', body: '' });
  });

  it('is not to be invoked', async () => {
    const url = await start({ http });
    expect(await post(`${url}/invoke`)).toMatchObject({ status: 404, said: '404' });
    expect(await post(`${url}/`, { 'x-fc-control-path': '/invoke' })).toMatchObject({ status: 404, said: '404' });
  });

  it.each(['/initialize', '/invoke', '/oss/callback'])(
    'takes %s for a callback where it came over HTTP',
    async (path) => {
      const url = await start({ http });
      expect(await post(url + path, { 'x-fc-control-path': '/http-invoke' })).toMatchObject({ body: 'a callback' });
    },
  );

  it.each(['/invoke/', '/invoke/x', '/Invoke', '//invoke'])('takes %s for a callback', async (path) => {
    expect(await post((await start({ http })) + path)).toMatchObject({ body: 'a callback' });
  });

  it('takes what is no POST for no word of Function Compute', async () => {
    expect(await (await fetch(`${await start({ http })}/invoke`)).text()).toBe('a callback');
  });
});

describe("the worker's custom runtime", () => {
  const invoke = (handed: FcInvocation[]) => (invocation: FcInvocation) => {
    handed.push(invocation);
    return Promise.resolve();
  };

  it('hands over the payload, octet for octet', async () => {
    const handed: FcInvocation[] = [];
    const url = await start({ invoke: invoke(handed) });
    const headers = { 'x-fc-request-id': 'r-1', 'x-fc-function-timeout': '60', 'x-fc-control-path': '/invoke' };
    expect(await post(`${url}/invoke`, headers, '中文')).toEqual({ status: 200, said: '200', body: '' });
    expect(handed).toEqual([{ payload: Buffer.from('中文'), requestId: 'r-1', timeoutSeconds: 60 }]);
  });

  it('says that a message failed, in the status and in the header', async () => {
    const url = await start({ invoke: () => Promise.reject(new Error('to be delivered again')) });
    const answer = await post(`${url}/invoke`, {}, 'x');
    expect(answer).toEqual({ status: 404, said: '404', body: '{"errorMessage":"to be delivered again"}' });
  });

  it('says so too where what was thrown cannot be made a text', async () => {
    const url = await start({
      invoke: () => {
        throw Object.create(null) as Error;
      },
    });
    const answer = await post(`${url}/invoke`, {}, 'x');
    expect(answer).toEqual({ status: 404, said: '404', body: '{"errorMessage":"[Object: null prototype] {}"}' });
  });

  it('takes nothing that came through an HTTP trigger: anybody could have sent it', async () => {
    const handed: FcInvocation[] = [];
    const url = await start({ invoke: invoke(handed) });
    expect(await post(`${url}/invoke`, { 'x-fc-control-path': '/http-invoke' }, 'x')).toMatchObject({ status: 404 });
    expect(await post(`${url}/`, {}, 'x')).toMatchObject({ status: 404, said: '404' });
    expect(handed).toEqual([]);
  });

  it.each([
    ['first', ['/http-invoke', '/invoke']],
    ['last', ['/invoke', '/http-invoke']],
  ])('takes nothing that says twice what it is, whether a stranger says it %s', async (_, said) => {
    const handed: FcInvocation[] = [];
    const url = await start({ invoke: invoke(handed) });
    expect(await postRaw(`${url}/invoke`, { 'x-fc-control-path': said })).toBe(404);
    expect(handed).toEqual([]);
  });

  it.each(['x-fc-access-key-id', 'x-fc-access-key-secret', 'x-fc-security-token'])(
    "keeps the role's credentials where a stranger sends %s beside them",
    async (name) => {
      const held = { accessKeyId: 'STS.old', accessKeySecret: 'old', securityToken: 'old' };
      const credentials = createRoleCredentials(held);
      const url = await start({ invoke: invoke([]), credentials });
      const fresh = {
        'x-fc-access-key-id': FC_CREDENTIALS.accessKeyId,
        'x-fc-access-key-secret': FC_CREDENTIALS.accessKeySecret,
        'x-fc-security-token': FC_CREDENTIALS.securityToken,
      };
      await postRaw(`${url}/`, { ...fresh, [name]: ['evil', fresh[name as keyof typeof fresh]] });
      expect(credentials.get()).toEqual(held);
    },
  );

  it("takes the role's credentials from the headers", async () => {
    const credentials = createRoleCredentials({ accessKeyId: 'STS.old', accessKeySecret: 'old', securityToken: 'old' });
    const url = await start({ invoke: invoke([]), credentials });
    await post(`${url}/invoke`, {
      'x-fc-access-key-id': FC_CREDENTIALS.accessKeyId,
      'x-fc-access-key-secret': FC_CREDENTIALS.accessKeySecret,
      'x-fc-security-token': FC_CREDENTIALS.securityToken,
    });
    expect(credentials.get()).toEqual(FC_CREDENTIALS);
  });
});
