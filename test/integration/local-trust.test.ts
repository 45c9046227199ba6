import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LOCAL_BUCKET, LOCAL_POLICY_TOKEN } from '../../lib/local/local-oss-environment.ts';
import { LOCAL_CREDENTIALS } from '../../lib/simulator/auth/credentials.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { localSqs } from '../helpers/local-sqs.ts';
import { runCommand } from '../helpers/run-command.ts';
import { portEnv, runServerless, startOffline, type OfflineStack } from '../helpers/run-serverless.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const EXAMPLE = 'test/integration/examples/upload.mjs';
const dir = join(tempDir(), 'data');
let stack: OfflineStack;

beforeAll(async () => {
  const env = { TRUST: 'ticket+confirm', RECONCILE_MIN_AGE_MINUTES: '0', LOCAL_RETRY_SECONDS: '0' };
  stack = await startOffline({ dir, env });
}, 180_000);
afterAll(async () => {
  await stack.interrupt();
});

const local = (...argv: string[]) => runCommand([...argv, '--local'], { env: portEnv(stack.ports) });
const client = () =>
  createOssClient({
    ...LOCAL_CREDENTIALS,
    endpoint: `http://localhost:${stack.ports.oss}`,
    region: 'oss-cn-hangzhou',
    bucket: LOCAL_BUCKET,
  });
const policy = (asked: object, token = LOCAL_POLICY_TOKEN) =>
  fetch(`${stack.httpUrl}/upload-policy`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(asked),
  });
const processed = (key: string) =>
  until(
    `${key} to be processed`,
    async () => {
      const { stdout } = await local('uploads', 'list', '--json');
      const { uploads } = JSON.parse(stdout) as { uploads: readonly { id: string; object?: string; status: string }[] };
      return uploads.find(({ object, status }) => object === key && status === 'processed');
    },
    60_000,
  );

describe('npm start with TRUST=ticket+confirm in the shell', () => {
  it('runs the client of the README: policy, form, callback with a ticket, confirmed and counted', async () => {
    const example = await readFile(EXAMPLE, 'utf8');
    expect(await readFile('README.md', 'utf8')).toContain(`\`\`\`js\n${example}\`\`\`\n`);
    const { stdout } = await promisify(execFile)(process.execPath, [EXAMPLE], {
      env: { ...process.env, POLICY_URL: `${stack.httpUrl}/upload-policy` },
    });
    expect(stdout).toBe("{ Status: 'OK' }\n");
    const { id } = await processed('uploads/hello.txt');
    expect(JSON.parse((await local('uploads', 'show', id, '--json')).stdout)).toMatchObject({
      record: { trust: 'ticket+confirm', ticket: { scope: 'key' } },
    });
    // Nobody but its owner reads the secret that the first start made.
    expect((await stat(join(dir, 'ticket-secret'))).mode & 0o777).toBe(0o600);
  }, 90_000);

  it('takes a presigned PUT', async () => {
    const asked = await policy({ method: 'put', key: 'uploads/put.txt', contentType: 'text/plain', size: 5 });
    const { url, headers } = (await asked.json()) as { url: string; headers: Record<string, string> };
    const put = await fetch(url, { method: 'PUT', headers, body: 'hello' });
    expect([put.status, await put.json()]).toEqual([200, { Status: 'OK' }]);
    await processed('uploads/put.txt');
  }, 90_000);

  it('gives no policy to who does not know the token', async () => {
    expect((await policy({ key: 'uploads/x', contentType: 'text/plain' }, 'another-token-than-ours')).status).toBe(401);
  });

  it("refuses a callback without a ticket, though the vendor's SDK uploads it with the right credentials", async () => {
    const callback = { url: stack.httpUrl, body: 'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}' };
    await expect(client().put('uploads/no-ticket.txt', Buffer.from('x'), { callback })).rejects.toMatchObject({
      status: 203,
      message: expect.stringContaining('Error status : 400') as string,
    });
  });

  it('finds by a reconciliation what has no callback', async () => {
    await client().put('uploads/lost.txt', Buffer.from('lost'));
    // OSS tells whole seconds: what was stored in this one is not old enough yet.
    const report = await until(
      'the object to be old enough',
      async () => {
        const run = await fetch(
          `http://127.0.0.1:${stack.ports.lambda}/2015-03-31/functions/oss-callback-receiver-dev-reconcile/invocations`,
          { method: 'POST', body: '{}' },
        );
        const said = (await run.json()) as { enqueued: number; isComplete: boolean };
        return said.enqueued > 0 ? said : undefined;
      },
      60_000,
    );
    expect(report).toMatchObject({ isComplete: true });
    const { id } = await processed('uploads/lost.txt');
    expect(JSON.parse((await local('uploads', 'show', id, '--json')).stdout)).toMatchObject({
      record: { trust: 'reconciled' },
    });
  }, 120_000);

  it('shows dead letters with their reason, and redrives them', async () => {
    await localSqs(stack.queueUrl('UploadsQueue')).send('no message');
    const dead = await until(
      'a dead letter',
      async () => {
        const { deadLetters } = JSON.parse((await local('dlq', 'list', '--json')).stdout) as {
          deadLetters: readonly { body: string; failure?: { error: { code: string } } }[];
        };
        return deadLetters.find(({ body }) => body === 'no message');
      },
      90_000,
    );
    expect(dead).toMatchObject({ failure: { error: { code: 'ERR_MESSAGE_INVALID' } } });
    expect((await local('dlq', 'redrive')).stdout).toMatch(/^\d+ handed to the worker again\.\n$/);
  }, 120_000);

  it('lets a function be invoked alone, without queue and table', async () => {
    const env = portEnv(stack.ports);
    const run = await runServerless(['invoke', 'local', '-f', 'reconcile'], { ...env, LOCAL_DIR: dir });
    expect({ code: run.code, report: JSON.parse(run.stdout) as unknown }).toMatchObject({
      code: 0,
      report: { isComplete: true, pages: 1 },
    });
    const args = ['invoke', 'local', '-f', 'upload-policy', '-p', 'events/upload-policy/ask.json'];
    const { code, stdout } = await runServerless(args, { ...env, LOCAL_DIR: dir });
    const { statusCode, body } = JSON.parse(stdout) as { statusCode: number; body: string };
    expect({ code, statusCode }).toEqual({ code: 0, statusCode: 200 });
    expect(JSON.parse(body)).toMatchObject({ method: 'POST', fields: { key: 'uploads/sample.png' } });
  }, 300_000);
});
