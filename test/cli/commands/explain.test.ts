import { mkdir } from 'node:fs/promises';
import { buildCallback } from '../../../lib/params/build-callback.ts';
import { RULE_CODES } from '../../../lib/params/rule-code.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { scratchFiles } from '../../helpers/scratch-files.ts';
import { piped } from '../../helpers/piped.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const URL = 'https://example.com/callback';
const GOOD = buildCallback({ url: URL, vars: { 'x:user': '42' } });

const fileOf = scratchFiles();
const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('explain', () => {
  it('explains words, a file, or what is piped in', async () => {
    const file = await fileOf(
      'error.xml',
      '<Error><Code>CallbackFailed</Code><Message>Error status : 502.</Message></Error>',
    );
    for (const result of [
      await runCommand(['explain', 'Error', 'status', ':', '502.']),
      await runCommand(['explain', 'Error status : 502.']),
      await runCommand(['explain', file]),
      await runCommand(['explain'], { stdin: piped('Error status : 502.') }),
    ]) {
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(result.stdout).toMatch(/502.*\n[^]*callbackSNI/);
    }
  });

  it('gives data where asked', async () => {
    expect(await json('explain', '0007-00000105')).toMatchObject({
      known: true,
      code: 'template-invalid',
      ec: '0007-00000105',
    });
    expect(await json('explain', 'hello')).toEqual({ known: false, nearest: [] });
  });

  it('ends with 1 for what it does not know, and knows parameters when it sees them', async () => {
    expect(await runCommand(['explain', 'no', 'idea'])).toEqual({
      exitCode: 1,
      stdout: 'This error is not known.\n',
      stderr: '',
    });
    expect((await runCommand(['explain', GOOD.json])).stderr).toContain('try oss-callback lint');
  });

  describe('where a directory has the name', () => {
    const dir = tempDir();
    const root = process.cwd();
    beforeEach(() => {
      process.chdir(dir);
    });
    afterEach(() => {
      process.chdir(root);
    });

    it.each(['callback-is-json', 'ERR_SIGNATURE_MISMATCH', '0007-00000105', '502'])('explains %s', async (word) => {
      await mkdir(word);
      expect(await runCommand(['explain', word])).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('asks for a file where it knows nothing of that name', async () => {
      await mkdir('errors');
      expect(await runCommand(['explain', 'errors'])).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: 'oss-callback: expected a readable file, got "errors"\n',
      });
    });
  });

  it.each([...RULE_CODES])('explains the rule that lint names: %s', async (code) => {
    expect((await runCommand(['explain', code])).exitCode).toBe(0);
  });
});
