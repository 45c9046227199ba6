import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnoseSignature } from '../../../lib/diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { SYSTEM_VARIABLES } from '../../../lib/params/system-variables.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import {
  answering,
  createTrustingReceiver,
  recording,
  serve,
  TRUSTED_KEY,
  useServers,
} from '../../helpers/probed-server.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const LIMIT = { maxBodyBytes: 10_000 };
const started = useServers();
async function recorder(): Promise<{ url: string; requests: CallbackRequest[] }> {
  const requests: CallbackRequest[] = [];
  return { url: await started(serve(recording(requests))), requests };
}

describe('oss-callback send', () => {
  const folder = tempDir();
  const file = (name: string): string => join(folder, name);

  it('sends what a receiver takes that trusts the key, with exit code 0', async () => {
    await writeFile(file('key.pem'), TRUSTED_KEY.privateKey);
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver(), LIMIT)));
    const result = await runCommand(['send', `${url}/cb?v=1`, '--key', file('key.pem')]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain('POST /cb?v=1 HTTP/1.1');
    expect(result.stdout).toContain('{"Status":"OK"}');
    expect(result.stdout).toContain('OSS would be content');
  });

  it('is told by who does not trust the key, and explains what OSS would say, with exit code 1', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver(), LIMIT)));
    const result = await runCommand(['send', url]);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('OSS would answer 203 CallbackFailed: Error status : 400. (0007-00000203)');
    expect(result.stdout).toMatch(/What to do:/);
    expect(result.stderr).toContain('--key FILE');
  });

  it('makes a key that stays, and says how it comes to be trusted', async () => {
    const { url, requests } = await recorder();
    const first = await runCommand(['send', url, '--key', file('new.pem')]);
    expect(first.stderr).toContain(`OSS_PUB_KEY_FILE=${file('new.pem')}.pub`);
    expect((await stat(file('new.pem'))).mode & 0o777).toBe(0o600);
    const again = await runCommand(['send', url, '--key', file('new.pem')]);
    expect(again.stderr).toBe('');
    const keys = [{ name: 'new', pem: await readFile(`${file('new.pem')}.pub`, 'utf8') }];
    expect(requests.map((request) => diagnoseSignature(request, { keys }).genuine)).toEqual([true, true]);
  });

  it('renders the template as OSS does, with the headers of OSS', async () => {
    const { url, requests } = await recorder();
    const upload = ['--bucket', 'b', '--object', 'a b/ü.jpg', '--size', '7', '--type', 'image/png'];
    const template = ['--body', '{"o":${object},"n":${size},"h":${imageInfo.height},"u":${x:user}}'];
    await runCommand([
      'send',
      url,
      ...upload,
      ...template,
      '--var',
      'x:user=4=2',
      '--set',
      'imageInfo.height=9',
      '--host',
      'h.example',
    ]);
    expect(Buffer.from(requests[0]!.body).toString()).toBe('{"o":"a b/ü.jpg","n":7,"h":9,"u":"4=2"}');
    expect(requests[0]).toMatchObject({
      path: '/',
      headers: {
        host: 'h.example',
        'content-type': 'application/json',
        'x-oss-bucket': 'b',
        'user-agent': 'aliyun-oss-callback',
      },
    });
  });

  it('sends every variable where no template is given, and each time another upload', async () => {
    const { url, requests } = await recorder();
    await runCommand(['send', url]);
    await runCommand(['send', url, '--body-type', 'json']);
    const form = new URLSearchParams(Buffer.from(requests[0]!.body).toString());
    const json = JSON.parse(Buffer.from(requests[1]!.body).toString()) as Record<string, unknown>;
    expect([...form.keys()]).toEqual(SYSTEM_VARIABLES.map(({ name }) => name));
    expect(json).toMatchObject({ bucket: form.get('bucket'), operation: 'PutObject' });
    expect(form.get('reqId')).toMatch(/^[0-9A-F]{24}$/);
    expect(json['reqId']).not.toBe(form.get('reqId'));
    expect(requests[0]!.headers['x-oss-request-id']).toBe(form.get('reqId'));
  });

  it('tries several URLs in order, as OSS does', async () => {
    const { url, requests } = await recorder();
    const bad = await started(serve(answering((response) => response.writeHead(204).end())));
    const result = await runCommand(['send', `${bad};${url}/second;${url}/third`, '--json']);
    expect(result.exitCode).toBe(0);
    expect(requests.map(({ path }) => path)).toEqual(['/second']);
    expect(JSON.parse(result.stdout)).toMatchObject([
      { verdict: { ok: false, status: 203, message: 'Error status : 400.' }, explanation: { known: true } },
      { verdict: { ok: true }, answer: { status: 200 } },
    ]);
  });

  it('waits no longer than it is told', async () => {
    const url = await started(serve(() => undefined));
    const result = await runCommand(['send', url, '--timeout', '50', '--json']);
    expect(result.exitCode).toBe(1);
    expect(JSON.parse(result.stdout)).toMatchObject({
      answer: { kind: 'timeout' },
      verdict: { message: 'Cost too long time.' },
    });
  });

  it.each<{ name: string; argv: string[]; says: string }>([
    { name: 'no URL', argv: [], says: "missing required argument 'url'" },
    { name: 'a port that is none', argv: ['http://a:test/'], says: 'callback' },
    { name: 'six URLs', argv: ['a;b;c;d;e;f'], says: 'exceed' },
    { name: 'a custom variable without x:', argv: ['http://a', '--var', 'user=1'], says: "write --var 'x:user=1'" },
    {
      name: 'a variable without value',
      argv: ['http://a', '--var', 'x:user'],
      says: 'expected --var x:name=value, got "x:user"',
    },
    {
      name: 'an unknown variable',
      argv: ['http://a', '--set', 'name=1'],
      says: 'expected a variable of OSS, got "name"',
    },
    { name: 'a wrong body type', argv: ['http://a', '--body-type', 'xml'], says: 'Allowed choices are form, json' },
    {
      name: 'a key that is none',
      argv: ['http://a', '--key', 'package.json'],
      says: 'expected an RSA private key in PEM',
    },
    {
      name: 'a key in no folder',
      argv: ['http://a', '--key', 'no/such/folder/key.pem'],
      says: 'expected a place for a new key',
    },
  ])('ends with 2 for $name', async ({ argv, says }) => {
    const result = await runCommand(['send', ...argv]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });
});
