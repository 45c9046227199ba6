import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from '../../../lib/cli/run-cli.ts';
import { goodAnswer, startCallbackServer, type CallbackServer } from '../../helpers/callback-server.ts';
import { putWithCallback } from '../../helpers/put-with-callback.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { until } from '../../helpers/until.ts';

const dir = tempDir();
let server: CallbackServer;
beforeAll(async () => {
  server = await startCallbackServer();
});
afterAll(() => server.stop());

/** Runs `simulate` while `use` lasts, and gives what it printed. */
async function simulate(argv: readonly string[], use: (url: string) => Promise<unknown>) {
  let stop: () => void = () => undefined;
  let stdout = '';
  let stderr = '';
  const ended = runCli(['simulate', '--port', '0', ...argv], {
    env: {},
    clock: Date.now,
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    onInterrupt: (interrupt) => {
      stop = interrupt;
    },
  });
  const url = await until('the simulator to listen', () => /OSS on (\S+)\. /.exec(stderr)?.[1]);
  await use(url);
  stop();
  return { exitCode: await ended, stdout, stderr };
}

const CALLBACK = { callbackUrl: 'http://receiver.example.com/cb', callbackBody: 'object=${object}' };

describe('oss-callback simulate', () => {
  it('prints how to reach it, and each hop of an upload', async () => {
    const { exitCode, stdout, stderr } = await simulate(['--anonymous', '--callback-to', server.url], (url) =>
      putWithCallback(url, CALLBACK),
    );
    expect(exitCode).toBe(0);
    expect(stderr).toContain('accessKeyId        local-access-key  (not asked for)');
    const hops = stdout
      .split('\n')
      .map((line) => line.replace(/^\w{6} +\+\d+ ms +/, '').replace(/after \d+ ms/, 'after N ms'));
    expect(hops).toStrictEqual([
      'client → OSS       PutObject /bucket/key',
      'OSS                stored bucket/key, 1 bytes',
      'OSS → receiver     POST http://receiver.example.com/cb',
      'receiver → OSS     200 after N ms',
      'OSS → client       200 ',
      '',
    ]);
    expect(server.requests.at(-1)?.head).toContain('Host: receiver.example.com');
  });

  it('puts the words of explain under an error', async () => {
    server.answerWith(goodAnswer('{}', '403 Forbidden'));
    const { stdout } = await simulate(['--anonymous', '--callback-to', server.url], (url) =>
      putWithCallback(url, CALLBACK),
    );
    expect(stdout).toContain('203 CallbackFailed: Error status : 403.\n    <?xml version="1.0" encoding="UTF-8"?>');
    expect(stdout).toContain('Your server answered with another status than 200: 403');
    server.answerWith(goodAnswer());
  });

  it('prints JSON, the first line with what a client needs', async () => {
    const { stdout } = await simulate(
      ['--json', '--anonymous', '--fault', 'duplicate', '--callback-to', server.url],
      (url) => putWithCallback(url, CALLBACK),
    );
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ type }) => type)).toStrictEqual([
      'started',
      'request',
      'stored',
      'callback-sent',
      'callback-answered',
      'callback-sent',
      'callback-answered',
      'reply',
    ]);
    expect(lines[0]).toMatchObject({ credentials: { accessKeyId: 'local-access-key' } });
    expect(Buffer.from(String(lines[3]?.['octetsBase64']), 'base64').toString()).toMatch(/^POST \/cb HTTP\/1\.1\r\n/);
    expect(lines[4]).toMatchObject({ status: 200, verdict: { ok: true } });
  });

  it('makes a key that stays, keeps objects in a folder, and shows octets where asked to', async () => {
    const argv = ['--key', join(dir, 'dev.pem'), '--folder', join(dir, 'objects'), '--anonymous', '--verbose'];
    const first = await simulate(argv, (url) => putWithCallback(url, undefined, { body: 'kept' }));
    expect(first.stderr).toContain(`OSS_PUB_KEY_FILE=${join(dir, 'dev.pem.pub')}`);
    expect(first.stdout).toContain('    PUT /bucket/key HTTP/1.1\n');
    expect(existsSync(join(dir, 'dev.pem.pub'))).toBe(true);
    let content = '';
    const second = await simulate(argv, async (url) => {
      content = await (await fetch(`${url}/bucket/key`)).text();
    });
    expect(content).toBe('kept');
    expect(second.stderr).not.toContain('New key');
  });

  it.each([
    { name: 'a port in use', argv: () => ['--port', String(server.port)], says: `port PORT is in use` },
    { name: 'an unknown fault', argv: () => ['--fault', 'crash'], says: 'It takes delay=MILLISECONDS' },
    { name: 'a target that is no URL', argv: () => ['--callback-to', 'ftp://x'], says: 'expected one URL' },
    { name: 'an address of another machine', argv: () => ['--host', '192.0.2.1'], says: 'cannot start there' },
  ])('ends with 2 for $name', async ({ argv, says }) => {
    let stderr = '';
    const write = (text: string): void => void (stderr += text);
    const io = { env: {}, clock: Date.now, stdout: { write }, stderr: { write } };
    await expect(runCli(['simulate', '--port', '0', ...argv()], io)).resolves.toBe(2);
    expect(stderr).toContain(says.replace('PORT', String(server.port)));
  });
});
