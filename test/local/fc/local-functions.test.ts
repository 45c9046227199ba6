import { createHash, createHmac } from 'node:crypto';
import { startLocalFunctions, type LocalFunctions } from '../../../lib/local/fc/local-functions.ts';
import { checkAcs3Signature, checkFc2Signature } from '../../../lib/local/fc/signed-call.ts';
import { createFc2Queue } from '../../../lib/queue/fc2-queue.ts';
import { createFc3Queue } from '../../../lib/queue/fc3-queue.ts';
import { FC_CREDENTIALS } from '../../helpers/fc-credentials.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { uploadMessage } from '../../helpers/upload-messages.ts';

const payloads: string[] = [];
let service: LocalFunctions;
const dir = tempDir();
beforeAll(async () => {
  service = await startLocalFunctions({
    port: 0,
    dir,
    credentials: FC_CREDENTIALS,
    functions: ['worker', 'service/worker'],
    run: (_name, payload) => {
      payloads.push(payload.toString());
      return Promise.resolve(
        payload.toString() === 'bad'
          ? { kind: 'failed', errorType: 'UnhandledInvocationError', reason: 'no' }
          : { kind: 'done', result: 'a result' },
      );
    },
  });
});
afterAll(() => service.stop());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Signs a call as the vendor describes it, apart from any client. */
function acs3(body: string, path: string, overrides: Record<string, string> = {}): Record<string, string> {
  const headers: Record<string, string> = {
    'x-acs-content-sha256': sha256(body),
    'x-acs-date': new Date().toISOString().replace(/\.\d+/, ''),
    'x-acs-security-token': FC_CREDENTIALS.securityToken,
    'x-acs-signature-nonce': 'n',
    ...overrides,
    host: new URL(service.url).host,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name] ?? ''}\n`).join('');
  const canonical = ['POST', path, '', lines, names.join(';'), headers['x-acs-content-sha256']].join('\n');
  const signature = createHmac('sha256', FC_CREDENTIALS.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  const credential = `Credential=${FC_CREDENTIALS.accessKeyId},SignedHeaders=${names.join(';')}`;
  return { ...headers, authorization: `ACS3-HMAC-SHA256 ${credential},Signature=${signature}` };
}

const PATH = '/2023-03-30/functions/worker/invocations';
const invoke = async (headers: Record<string, string>, { path = PATH, body = 'x', method = 'POST' } = {}) => {
  const response = await fetch(service.url + path, { method, headers, ...(method === 'POST' && { body }) });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

describe('startLocalFunctions', () => {
  it('runs a function at once where the call does not say otherwise', async () => {
    const { status, headers, body } = await invoke(acs3('x', PATH));
    expect({ status, body }).toEqual({ status: 200, body: 'a result' });
    expect(headers.get('x-fc-request-id')).toBeTruthy();
    expect(headers.get('x-fc-error-type')).toBeNull();
  });

  it('says by a header that the function failed', async () => {
    const { status, headers } = await invoke(acs3('bad', PATH), { body: 'bad' });
    expect(status).toBe(200);
    expect(headers.get('x-fc-error-type')).toBe('UnhandledInvocationError');
  });

  it('takes an invocation for later with 202', async () => {
    const { status, body } = await invoke(
      { ...acs3('later', PATH), 'x-fc-invocation-type': 'Async' },
      { body: 'later' },
    );
    expect({ status, body }).toEqual({ status: 202, body: '' });
  });

  it('refuses a payload that is too large for later, and not one that is to be handled at once', async () => {
    const body = 'a'.repeat(131_073);
    expect(await invoke({ ...acs3(body, PATH), 'x-fc-invocation-type': 'Async' }, { body })).toMatchObject({
      status: 413,
    });
    expect(await invoke(acs3(body, PATH), { body })).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Promise<{ status: number; body: string }>, number, string]>([
    ['no signature', () => invoke({}), 403, 'missing'],
    ['another body than was signed', () => invoke(acs3('y', PATH)), 403, 'changed-body'],
    ['another path than was signed', () => invoke(acs3('x', '/other')), 403, 'mismatch'],
    ['an old date', () => invoke(acs3('x', PATH, { 'x-acs-date': '2020-01-01T00:00:00Z' })), 403, 'expired'],
    ['no token', () => invoke(acs3('x', PATH, { 'x-acs-security-token': 'other' })), 403, 'bad-token'],
    ['a method that is none', () => invoke({}, { method: 'GET' }), 404, 'only invocations'],
    ['another path', () => invoke({}, { path: '/2023-03-30/functions' }), 404, 'only invocations'],
  ])('refuses a call with %s', async (_name, call, status, why) => {
    const answer = await call();
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(why);
  });

  it('refuses an unknown key, a wrong secret and an unknown function, in words that both clients read', async () => {
    const message = uploadMessage('one');
    const signal = AbortSignal.timeout(20_000);
    const enqueue = (worker: string, keys: typeof FC_CREDENTIALS) => [
      createFc3Queue({ worker, endpoint: service.url, credentials: () => keys }).enqueue(message, { signal }),
      createFc2Queue({
        worker: `service/${worker}`,
        endpoint: service.url,
        accountId: '1234567890123456',
        credentials: () => keys,
      }).enqueue(message, { signal }),
    ];
    const wrong = { ...FC_CREDENTIALS, accessKeySecret: 'wrong' };
    const unknown = { ...FC_CREDENTIALS, accessKeyId: 'STS.other' };
    const reasons = await Promise.all(
      [...enqueue('worker', wrong), ...enqueue('worker', unknown), ...enqueue('other', FC_CREDENTIALS)].map((refused) =>
        refused.catch((error: unknown) => (error as Error).message),
      ),
    );
    const notIn = 'Function Compute answered 403, SignatureNotMatch';
    const notThere = 'Function Compute answered 404, FunctionNotFound';
    expect(reasons).toEqual([notIn, notIn, notIn, notIn, notThere, notThere]);
  });
});

describe('the signatures', () => {
  const call = { method: 'POST', url: '/p', body: Buffer.from('x') };
  const given = { credentials: FC_CREDENTIALS, now: Date.now() };

  it.each([
    'FC',
    'FC a',
    'FC :',
    `FC ${FC_CREDENTIALS.accessKeyId}:`,
    'ACS3-HMAC-SHA256',
    'ACS3-HMAC-SHA256 Credential=,SignedHeaders=,Signature=',
    `ACS3-HMAC-SHA256 Credential=${FC_CREDENTIALS.accessKeyId},SignedHeaders=,Signature=${'0'.repeat(64)}`,
  ])('are not met by "%s"', (authorization) => {
    expect(checkAcs3Signature({ ...call, headers: { authorization } }, given)).toBeDefined();
    expect(checkFc2Signature({ ...call, headers: { authorization } }, given)).toBeDefined();
  });
});
