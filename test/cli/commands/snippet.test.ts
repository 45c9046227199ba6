import { SDKS, UPLOAD_APIS } from '../../../lib/cli/snippets/snippet.ts';
import { lintCallback } from '../../../lib/params/lint-callback.ts';
import { runCommand } from '../../helpers/run-command.ts';

const URL = 'https://example.com/callback';

const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('snippet', () => {
  it.each(SDKS.flatMap((sdk) => UPLOAD_APIS.map((api) => ({ sdk, api }))))('writes code for $sdk, $api', async (it) => {
    const argv = ['snippet', '--sdk', it.sdk, '--api', it.api, '--url', URL, '--var', 'x:user=42'];
    const { exitCode, stdout, stderr } = await runCommand(argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(lintCallback(stdout)).toEqual([]);
  });

  it('gives data where asked', async () => {
    expect(await json('snippet', '--sdk', 'node', '--api', 'post', '--url', URL)).toMatchObject({
      sdk: 'node',
      api: 'post',
      parameters: expect.stringContaining('callbackJson') as string,
      code: expect.stringContaining('FormData') as string,
    });
  });

  it.each([
    { argv: ['--url', URL], says: "required option '--sdk <name>' not specified" },
    { argv: ['--sdk', 'perl', '--url', URL], says: 'Allowed choices are java' },
    { argv: ['--sdk', 'java'], says: 'expected --url' },
    { argv: ['--sdk', 'ruby', '--api', 'append', '--url', URL], says: 'Allowed choices are put, post' },
  ])('ends with 2 for $argv', async ({ argv, says }) => {
    expect(await runCommand(['snippet', ...argv])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(says) as string,
    });
  });
});
