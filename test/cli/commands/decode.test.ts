import { buildCallback } from '../../../lib/params/build-callback.ts';
import { runCommand } from '../../helpers/run-command.ts';

const URL = 'https://example.com/callback';
const BROKEN =
  '{"callbackUrl":"8.8.8.8:9090","callbackBody":"{"bucket":${bucket},"object":${object}}","callbackBodyType":"application/json"}';
const GOOD = buildCallback({ url: URL, vars: { 'x:user': '42' } });

const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('decode', () => {
  it('shows the callback, the variables and the policy', async () => {
    const policy = Buffer.from('{"conditions":[]}').toString('base64');
    const form = JSON.stringify({ ...GOOD.formFields, policy });
    expect(await json('decode', form)).toEqual({
      kind: 'form',
      callback: GOOD.callback,
      vars: GOOD.vars,
      policy: { conditions: [] },
    });
    const { exitCode, stdout } = await runCommand(['decode', form]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Callback\n\{\n {2}"callbackUrl"[^]*Custom variables[^]*Policy/);
  });

  it.each([
    { name: 'base64', text: GOOD.base64, kind: 'base64' },
    { name: 'a header', text: `x-oss-callback: ${GOOD.base64}`, kind: 'headers' },
    { name: 'a presigned URL', text: `https://b.oss-cn-hangzhou.aliyuncs.com/k?${GOOD.queryString}`, kind: 'url' },
    { name: 'a command', text: `curl -H 'x-oss-callback: ${GOOD.base64}' https://b`, kind: 'curl' },
  ])('reads $name', async ({ text, kind }) => {
    expect(await json('decode', text)).toMatchObject({ kind, callback: GOOD.callback });
  });

  it('ends with 1 for what it cannot read, and shows what is there', async () => {
    const broken = await runCommand(['decode', Buffer.from(BROKEN).toString('base64')]);
    expect(broken).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining(BROKEN) as string,
      stderr: expect.stringContaining('oss-callback lint says why') as string,
    });
    const none = await runCommand(['decode', 'hello']);
    expect(none).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('No callback was found') as string,
    });
    expect(await json('decode', 'x-oss-callback: *')).toEqual({ kind: 'headers', callback: '*' });
    expect(await json('decode', JSON.stringify({ callback: GOOD.base64, policy: '?' }))).toMatchObject({ policy: '?' });
  });
});
