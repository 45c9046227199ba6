import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { assertPortIsFree } from '../../lib/local/local-port.ts';
import { localSqs } from '../helpers/local-sqs.ts';
import { runCommand } from '../helpers/run-command.ts';
import { portEnv, runServerless, startOffline, type OfflineStack } from '../helpers/run-serverless.ts';
import { generateKey, signedRequest, type SignedRequestOptions } from '../helpers/signed-request.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';
import { genuine, vectors, type Vector } from '../helpers/vectors.ts';

const dir = tempDir();
const key = generateKey();
const keyFile = join(dir, 'key.pem');
const env = { OSS_PUB_KEY_FILE: keyFile, LOCAL_RETRY_SECONDS: '0' };
let stack: OfflineStack;

beforeAll(async () => {
  writeFileSync(keyFile, key.publicKey);
  stack = await startOffline({ dir: join(dir, 'data'), env });
}, 90_000);

// fetch sets these itself.
const OWN_HEADERS = ['host', 'connection', 'content-length'];
const post = (target: string, headers: Readonly<Record<string, string>>, body: Uint8Array | string) =>
  fetch(stack.httpUrl + target, {
    method: 'POST',
    headers: Object.entries(headers).filter(([name]) => !OWN_HEADERS.includes(name)),
    body,
  });
const postVector = ({ path, query, headers, body }: Vector) => post(path + query, headers, body);
const postSigned = (options: Omit<SignedRequestOptions, 'key'>) => {
  const { path, rawQuery, headers, body } = signedRequest({ key, ...options });
  return post(
    rawQuery === undefined || rawQuery === '' ? path : `${path}?${rawQuery}`,
    { ...headers } as Record<string, string>,
    body,
  );
};
const cli = async (...argv: string[]) => {
  const { stdout } = await runCommand([...argv, '--local', '--json'], { env: portEnv(stack.ports) });
  return JSON.parse(stdout) as unknown;
};

describe('serverless offline', () => {
  it.each(genuine)('takes the genuine callback $id', async (vector) => {
    const response = await postVector(vector);
    expect(await response.text()).toBe('{"Status":"OK"}');
    expect(response.status).toBe(200);
  });

  it.each(vectors.filter(({ expected }) => expected === 'invalid'))('refuses $id', async (vector) => {
    const response = await postVector(vector);
    expect(await response.json()).toMatchObject({ Status: 'Error', Code: 'InvalidCallback' });
    expect(response.status).toBe(400);
  });

  it.each([
    { name: 'a path with escapes', path: '/%E4%BD%A0%E5%A5%BD/a%20b' },
    { name: 'a path that ends in a slash', path: '/a/b/' },
    { name: 'a plus in the path', path: '/a+b' },
    { name: 'a query with spaces as OSS was given them', path: '/', query: 'a=1%202&b=x+y' },
    { name: 'a query without values', path: '/', query: 'a&b=' },
    { name: 'a body that is not UTF-8', path: '/', body: Buffer.from([0x61, 0x3d, 0xff, 0xfe, 0x80]) },
  ])('takes $name', async ({ path, query, body }) => {
    expect((await postSigned({ path, ...(query && { query }), ...(body && { body }) })).status).toBe(200);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('answers %s with 501', async (method) => {
    expect((await fetch(stack.httpUrl, { method })).status).toBe(501);
  });

  it('processes an upload that was posted twice once', async () => {
    const body = 'bucket=twice&object=a.png&size=7&mimeType=image%2Fpng&reqId=5B9CDDCC9D2B0CA88AE2BEA1';
    expect((await postSigned({ body })).status).toBe(200);
    expect((await postSigned({ body })).status).toBe(200);
    const queue = localSqs(stack.queueUrl('UploadsQueue'));
    await until('the queue to be empty', async () => {
      const { waiting, inFlight } = await queue.counts();
      return waiting + inFlight === 0 ? true : undefined;
    });
    expect(await cli('uploads', 'list', '--bucket', 'twice')).toMatchObject({
      uploads: [{ bucket: 'twice', object: 'a.png', status: 'processed' }],
    });
    expect(await cli('stats', '--bucket', 'twice')).toMatchObject({ total: { uploads: 1, bytes: 7 } });
  });

  it('lays a poison message aside after its receives', async () => {
    await localSqs(stack.queueUrl('UploadsQueue')).send('poison');
    const dead = localSqs(stack.queueUrl('DeadLetterQueue'));
    await until('the dead letter', async () => ((await dead.counts()).waiting === 1 ? true : undefined));
    expect((await dead.receive()).map(({ Body }) => Body)).toEqual(['poison']);
  });

  it('can be reached from this machine only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .flatMap(({ address }) => Object.values(stack.ports).map((port) => ({ host: address, port })));
    const reached = await Promise.all(outside.map((target) => canConnect(target)));
    expect(reached).not.toContain(true);
  });

  it('names a port in use and what to do, and lets the folder of another run alone', async () => {
    const samePorts = await runServerless(['offline'], { ...portEnv(stack.ports), LOCAL_DIR: join(dir, 'other') });
    expect(samePorts.code).toBe(1);
    expect(samePorts.stdout + samePorts.stderr).toContain(
      `Port ${stack.ports.http} of 127.0.0.1, for callbacks, is in use.`,
    );
    expect(samePorts.stdout + samePorts.stderr).toMatch(/HTTP_PORT=\d+/);
    await expect(startOffline({ dir: join(dir, 'data') })).rejects.toThrow(/is in use by another run .* LOCAL_DIR/);
  }, 60_000);

  it('stops within seconds of Ctrl-C, frees its ports, and has its data when it is started again', async () => {
    const uploads = await cli('uploads', 'list');
    const begun = Date.now();
    await stack.interrupt();
    expect(Date.now() - begun).toBeLessThan(5_000);
    for (const port of Object.values(stack.ports)) {
      await assertPortIsFree({ service: 'a test', port, variable: 'PORT' });
    }
    stack = await startOffline({ dir: join(dir, 'data'), env, ports: stack.ports });
    expect(await cli('uploads', 'list')).toEqual(uploads);
    expect((await localSqs(stack.queueUrl('DeadLetterQueue')).receive()).map(({ Body }) => Body)).toEqual(['poison']);
    await stack.interrupt();
  }, 120_000);
});

function canConnect({ host, port }: { readonly host: string; readonly port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1_000 });
    const answer = (value: boolean) => () => {
      socket.destroy();
      resolve(value);
    };
    socket.on('connect', answer(true)).on('error', answer(false)).on('timeout', answer(false));
  });
}
