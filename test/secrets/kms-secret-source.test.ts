import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SecretUnavailableError } from '../../lib/errors.ts';
import { checkAcs3Signature } from '../../lib/local/fc/signed-call.ts';
import { createKmsSecretSource } from '../../lib/secrets/kms-secret-source.ts';
import { FC_CREDENTIALS } from '../helpers/fc-credentials.ts';

type Answer = readonly [status: number, body: object | string];

let server: Server;
let endpoint: string;
let answers: Record<string, Answer>;
let calls: { action: string; query: URLSearchParams; fault: string | undefined }[];

/** Speaks as KMS does: the action in a header, the parameters in the query, signed. */
function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method = '', url = '', headers } = request;
  const query = new URL(url, 'http://kms').searchParams;
  const fault = checkAcs3Signature(
    { method, url, headers, body: Buffer.alloc(0) },
    { credentials: FC_CREDENTIALS, now: Date.now() },
  );
  calls.push({ action: String(headers['x-acs-action']), query, fault });
  const [status, body] = answers[query.get('VersionStage') ?? ''] ?? [500, {}];
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

beforeEach(async () => {
  calls = [];
  answers = {
    ACSCurrent: [200, { SecretData: 'new', SecretDataType: 'text', VersionStages: { VersionStage: ['ACSCurrent'] } }],
    ACSPrevious: [404, { Code: 'Forbidden.ResourceNotFound', Message: 'Resource not found.', RequestId: 'r' }],
  };
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const read = (signal = AbortSignal.timeout(30_000)) =>
  createKmsSecretSource({ name: 'ticket', endpoint, credentials: () => FC_CREDENTIALS }).read(signal);

describe('createKmsSecretSource', () => {
  it('reads the current version, signed by the role', async () => {
    expect(await read()).toEqual(['new']);
    expect(calls.map(({ action, fault }) => ({ action, fault }))).toEqual([
      { action: 'GetSecretValue', fault: undefined },
      { action: 'GetSecretValue', fault: undefined },
    ]);
    expect(calls.every(({ query }) => query.get('SecretName') === 'ticket')).toBe(true);
  });

  it('reads the version before it, where there is one', async () => {
    answers['ACSPrevious'] = [200, { SecretData: 'old', SecretDataType: 'text' }];
    expect(await read()).toEqual(['new', 'old']);
  });

  it('reads a binary one', async () => {
    answers['ACSCurrent'] = [200, { SecretData: Buffer.from('中文').toString('base64'), SecretDataType: 'binary' }];
    expect(await read()).toEqual(['中文']);
  });

  it.each<[string, Answer, string]>([
    ['there is none', [404, { Code: 'Forbidden.ResourceNotFound', Message: 'x' }], '404, Forbidden.ResourceNotFound'],
    [
      'the role may not read it',
      [403, { Code: 'Forbidden.NoPermission', Message: 'secret detail' }],
      '403, Forbidden.NoPermission',
    ],
    ['it has no text', [200, {}], 'it has no text'],
  ])('says so where %s, and never what KMS said', async (_name, given, reason) => {
    answers['ACSCurrent'] = given;
    const failure = (await read().catch((error: unknown) => error)) as SecretUnavailableError;
    expect(failure).toBeInstanceOf(SecretUnavailableError);
    expect(failure.message).toContain(reason);
    expect(failure.message).not.toContain('secret detail');
    expect(failure.secretName).toBe('ticket');
  });

  it('says so where KMS answers no JSON, and where it does not answer', async () => {
    answers['ACSCurrent'] = [502, '<html>'];
    await expect(read()).rejects.toThrow(SecretUnavailableError);
    server.closeAllConnections();
    server.close();
    await expect(read()).rejects.toThrow(SecretUnavailableError);
  });

  it('does not take longer than it may', async () => {
    await expect(read(AbortSignal.abort())).rejects.toThrow('no answer in time');
  });
});
