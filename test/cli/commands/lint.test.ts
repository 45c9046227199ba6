import { buildCallback } from '../../../lib/params/build-callback.ts';
import { lintCallback } from '../../../lib/params/lint-callback.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFiles } from '../../helpers/scratch-files.ts';
import { piped } from '../../helpers/piped.ts';

const URL = 'https://example.com/callback';
const BROKEN =
  '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}';
const GOOD = buildCallback({ url: URL, vars: { 'x:user': '42' } });

const fileOf = scratchFiles();
const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('lint', () => {
  it('finds what is wrong in a text, a file, or what is piped in', async () => {
    const file = await fileOf('callback.json', BROKEN);
    for (const result of [
      await runCommand(['lint', BROKEN]),
      await runCommand(['lint', file]),
      await runCommand(['lint'], { stdin: piped(BROKEN) }),
      await runCommand(['lint', '-'], { stdin: piped(BROKEN) }),
    ]) {
      expect(result.exitCode).toBe(1);
      expect(result.stdout).toContain('error callback-is-json (0007-00000003)');
      expect(result.stderr).toBe('');
    }
  });

  it('takes a word for the text where it is the base64 of parameters', async () => {
    expect(await json('lint', GOOD.base64.replace(/=+$/, ''))).toMatchObject({
      kind: 'base64',
      findings: expect.arrayContaining([expect.objectContaining({ code: 'callback-is-base64' })]) as unknown[],
    });
  });

  it('ends with 0 where there is nothing, or only suggestions', async () => {
    expect(await runCommand(['lint', GOOD.json])).toMatchObject({
      exitCode: 0,
      stdout: 'Nothing to find fault with.\n',
    });
    const suggestion = JSON.stringify({ ...GOOD.callback, callbackUrl: 'http://example.com', callbackSNI: false });
    expect((await runCommand(['lint', suggestion])).exitCode).toBe(0);
    expect((await runCommand(['lint', suggestion, '--strict'])).exitCode).toBe(1);
  });

  it('gives findings as data, with their words', async () => {
    expect(await json('lint', BROKEN)).toMatchObject({
      kind: 'json',
      findings: [
        {
          code: 'callback-is-json',
          severity: 'error',
          ec: '0007-00000003',
          args: { cause: 'unescaped-quote' },
          position: { in: 'input', line: 1 },
          message: expect.stringContaining('not JSON') as string,
          words: { docs: 'https://help.aliyun.com/zh/oss/user-guide/0007-00000003' },
        },
      ],
    });
  });

  it('tells first to give the whole text where the end of it is missing, and only there', async () => {
    const first = (stdout: string) => /^ {2}- (.*)/m.exec(stdout)?.[1];
    expect(first((await runCommand(['lint', GOOD.json.slice(0, -1)])).stdout)).toMatch(/^Give the whole text/);
    expect(first((await runCommand(['lint', BROKEN])).stdout)).toMatch(/^Escape the quotes/);
  });

  it('prints the callback as it should be, and beside it what is left', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['lint', '--fix', BROKEN]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      callbackUrl: '8.8.8.8:9090',
      callbackBody: '{"bucket":${bucket},"object":${object}}',
      callbackBodyType: 'application/json',
    });
    expect(stderr).toContain('callback-url-says-its-scheme');
    expect(lintCallback(stdout).every(({ severity }) => severity === 'suggestion')).toBe(true);
    expect(await json('lint', '--fix', BROKEN)).toMatchObject({
      callback: { callbackUrl: '8.8.8.8:9090' },
      fixed: [{ code: 'callback-is-json', message: expect.any(String) as string }],
    });
  });

  it('colours only for a terminal, and not with NO_COLOR', async () => {
    const coloured = await runCommand(['lint', BROKEN], { isTTY: true });
    expect(coloured.stdout).toContain('\u001b[31m');
    expect((await runCommand(['lint', BROKEN], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      '\u001b',
    );
    expect((await runCommand(['lint', BROKEN])).stdout).not.toContain('\u001b');
  });

  it.each([
    { argv: [], says: 'expected a file, or something piped in' },
    { argv: ['missing.json'], says: 'expected a readable file, got "missing.json"' },
    { argv: ['./some/where.txt'], says: 'expected a readable file' },
    { argv: ['no-such-file'], says: 'expected a readable file, got "no-such-file"' },
    { argv: ['test'], says: 'expected a readable file, got "test"' },
    { argv: ['.'], says: 'expected a readable file, got "."' },
  ])('ends with 2 for $argv', async ({ argv, says }) => {
    expect(await runCommand(['lint', ...argv])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(says) as string,
    });
  });
});
