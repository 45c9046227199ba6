import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliIo } from '../../../lib/cli/cli-io.ts';
import { runCli } from '../../../lib/cli/run-cli.ts';
import { signRequest } from '../../../lib/signature/sign-request.ts';
import { genuine } from '../../helpers/vectors.ts';
import { TRUSTED_KEY } from '../../helpers/probed-server.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

interface Listening {
  readonly url: string;
  readonly said: () => string;
  /** Ends the command as Ctrl-C does; resolves to its exit code. */
  stop(): Promise<number>;
}

async function listen(...argv: string[]): Promise<Listening> {
  let stdout = '';
  let stop = (): void => undefined;
  let announce: (url: string) => void = () => undefined;
  const announced = new Promise<string>((resolve) => (announce = resolve));
  const io: CliIo = {
    env: {},
    clock: () => Date.UTC(2026, 0, 2),
    stdout: { write: (text) => (stdout += text) },
    stderr: {
      write: (text) => {
        announce(/http:\S+(?=,)/.exec(text)?.[0] ?? '');
      },
    },
    onInterrupt: (end) => (stop = end),
  };
  const exit = runCli(['listen', '--port', '0', ...argv], io);
  const url = await announced;
  return {
    url,
    said: () => stdout,
    stop: () => {
      stop();
      return exit;
    },
  };
}

const post = (url: string, headers: Record<string, string>, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', headers, body });

describe('oss-callback listen', () => {
  const folder = tempDir();
  const file = (name: string): string => join(folder, name);
  const VECTOR = genuine.find(({ id }) => id === 'webhooksite-json-imageinfo-null')!;

  it('shows a genuine callback with its string to sign, and answers as it should', async () => {
    const listening = await listen();
    const response = await post(listening.url + VECTOR.path, VECTOR.headers, VECTOR.body);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"Status":"OK"}');
    expect(await listening.stop()).toBe(0);
    expect(listening.said()).toContain(`2026-01-02T00:00:00.000Z POST ${VECTOR.path}\n`);
    expect(listening.said()).toMatch(/^ {2}bucket +post-test$/m);
    expect(listening.said()).toContain("genuine: signed with OSS's published key");
    expect(listening.said()).toContain(`String to sign, as signed:\n  ${VECTOR.path}\n  ${VECTOR.body}`);
    expect(listening.said()).toContain('answered 200 {"Status":"OK"}');
  });

  it('says of a refused one what would have made it genuine', async () => {
    const listening = await listen();
    const response = await post(`${listening.url}/prod${VECTOR.path}`, VECTOR.headers, VECTOR.body);
    expect(response.status).toBe(400);
    await listening.stop();
    expect(listening.said()).toContain('something was put before the path (path-prefix-added)');
    expect(listening.said()).toContain('answered 400 {"Status":"Error","Code":"InvalidCallback"');
  });

  it('answers 501 to GET', async () => {
    const listening = await listen();
    expect((await fetch(listening.url)).status).toBe(501);
    await listening.stop();
    expect(listening.said()).toContain('GET /');
  });

  it('trusts a key of its own, and what a proxy strips', async () => {
    await writeFile(file('key.pub'), TRUSTED_KEY.publicKey);
    const listening = await listen('--key', file('key.pub'), '--public-path-prefix', '/stage', '--json');
    const request = { path: '/stage/cb', query: '?v=1', body: Buffer.from('object=a%2Fb&k=1') };
    const headers = { ...signRequest(request, TRUSTED_KEY) };
    expect((await post(`${listening.url}/cb?v=1`, headers, 'object=a%2Fb&k=1')).status).toBe(200);
    await listening.stop();
    expect(JSON.parse(listening.said())).toMatchObject({
      path: '/cb',
      query: 'v=1',
      upload: { object: 'a/b' },
      fields: { k: '1' },
      diagnosis: { genuine: true, signedBy: file('key.pub') },
      reply: { status: 200 },
    });
  });

  it('takes what nobody signed where it is told not to verify', async () => {
    const listening = await listen('--no-verify');
    expect((await post(listening.url, {}, 'bucket=b&object=o')).status).toBe(200);
    expect((await post(listening.url, { authorization: 'Basic abc' }, '{broken')).status).toBe(200);
    await listening.stop();
    expect(listening.said()).toMatch(/^ {2}object {2}o$/m);
    expect(listening.said()).toContain('not genuine: the Authorization header is missing');
    expect(listening.said()).toContain('The body does not parse');
  });

  it('refuses what nobody signed where it verifies', async () => {
    const listening = await listen();
    expect((await post(listening.url, {}, 'bucket=b&object=o')).status).toBe(400);
    await listening.stop();
  });

  it('ends with 2 where the port is taken, or is none', async () => {
    const listening = await listen();
    const { port } = new URL(listening.url);
    const taken = await runCommand(['listen', '--port', port]);
    expect(taken).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: `oss-callback: port ${port} is in use (by npm start, maybe): --port takes another\n`,
    });
    await listening.stop();
    const elsewhere = await runCommand(['listen', '--port', '0', '--host', '192.0.2.1']);
    expect(elsewhere).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--host takes an address') as string,
    });
    expect(await runCommand(['listen', '--port', '70000'])).toMatchObject({ exitCode: 2 });
  });
});
