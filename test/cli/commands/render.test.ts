import { buildCallback } from '../../../lib/params/build-callback.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { piped } from '../../helpers/piped.ts';

const URL = 'https://example.com/callback';
const GOOD = buildCallback({ url: URL, vars: { 'x:user': '42' } });

const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('render', () => {
  it('prints the body that OSS would send', async () => {
    const body = '{"name":${object},"size":${size},"by":${x:user},"none":${vpcId}}';
    const argv = ['--body', body, '--object', 'a "b".jpg', '--size', '7', '--var', 'x:user=42', '--set', 'vpcId='];
    expect(await runCommand(['render', ...argv])).toEqual({
      exitCode: 0,
      stdout: '{"name":"a \\"b\\".jpg","size":7,"by":"42","none":null}\n',
      stderr: '',
    });
    expect(await json('render', ...argv)).toMatchObject({
      bodyType: 'application/json',
      upload: { size: 7 },
      fields: { by: '42' },
    });
  });

  it('refuses a variable that no upload can have, also beside a file', async () => {
    const { exitCode, stderr } = await runCommand(['render', JSON.stringify(GOOD.headers), '--var', 'bucket=b']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: expect.stringContaining("write --var 'x:bucket=b'") as string,
    });
  });

  it('renders the template of a callback, with its variables or others', async () => {
    const text = JSON.stringify(GOOD.headers);
    expect((await runCommand(['render', text, '--bucket', 'b'])).stdout).toMatch(/^bucket=b&.*&x:user=42\n$/);
    expect((await runCommand(['render', text, '--var', 'x:user=43', '--type', 'image/png'])).stdout).toMatch(
      /mimeType=image%2Fpng.*&x:user=43\n$/,
    );
    const jsonCallback = JSON.stringify({
      callbackUrl: URL,
      callbackBody: '[${size}]',
      callbackBodyType: 'application/json',
    });
    expect((await runCommand(['render'], { stdin: piped(jsonCallback) })).stdout).toBe('[1024]\n');
    const form = JSON.stringify(
      buildCallback({ url: URL, body: 'u=${x:user}&v=${x:other}', vars: { 'x:user': 'é' } }).formFields,
    );
    expect((await runCommand(['render', form])).stdout).toBe('u=%C3%A9&v=\n');
  });

  it('renders what build makes where nothing is said', async () => {
    expect((await runCommand(['render'])).stdout).toMatch(/^bucket=example-bucket&object=photos%2Fexample.jpg&/);
  });

  it('ends with 1 for a body that nobody can read', async () => {
    const broken = await runCommand(['render', '--body', '{"a":"${object}"}']);
    expect(broken).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('A receiver cannot read this') as string,
    });
    const form = await runCommand(['render', '--body', 'a=${object}', '--body-type', 'json']);
    expect(form).toMatchObject({ exitCode: 1, stdout: 'a="photos/example.jpg"\n' });
  });

  it('lists the variables', async () => {
    const { stdout } = await runCommand(['render', '--list']);
    expect(stdout).toMatch(/\$\{imageInfo\.width\} +number +pixels +blank where the object is not an image/);
    expect(await json('render', '--list')).toHaveLength(14);
  });

  it.each([
    { argv: ['--body', '$(a)'], says: 'OSS would refuse this' },
    { argv: ['--set', 'a=b'], says: 'expected a variable of OSS, got "a"' },
    { argv: ['--size'], says: 'argument missing' },
    { argv: ['hello'], says: 'expected a callback with a callbackBody' },
    { argv: [JSON.stringify({ callbackUrl: URL, callbackBody: '$(a)' })], says: 'OSS would refuse this' },
  ])('ends with 2 for $argv', async ({ argv, says }) => {
    expect(await runCommand(['render', ...argv])).toMatchObject({
      exitCode: 2,
      stdout: '',
      stderr: expect.stringContaining(says) as string,
    });
  });
});
