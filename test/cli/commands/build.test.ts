import { buildCallback, type BuiltCallback } from '../../../lib/params/build-callback.ts';
import { runCommand } from '../../helpers/run-command.ts';

const URL = 'https://example.com/callback';
const GOOD = buildCallback({ url: URL, vars: { 'x:user': '42' } });

const json = async (...argv: string[]): Promise<unknown> =>
  JSON.parse((await runCommand([...argv, '--json'])).stdout) as unknown;

describe('build', () => {
  it('prints parameters in every way in which they travel', async () => {
    const { exitCode, stdout, stderr } = await runCommand(['build', '--url', URL, '--var', 'x:user=42']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const part of [GOOD.json, `x-oss-callback: ${GOOD.base64}`, GOOD.queryString, 'x:user=42']) {
      expect(stdout).toContain(part);
    }
    expect(await json('build', '--url', URL, '--var', 'x:user=42')).toEqual(JSON.parse(JSON.stringify(GOOD)));
  });

  it.each([
    { only: 'json', expected: GOOD.json },
    { only: 'base64', expected: GOOD.base64 },
    { only: 'headers', expected: `x-oss-callback: ${GOOD.base64}\nx-oss-callback-var: ${GOOD.query['callback-var']!}` },
    { only: 'query', expected: GOOD.queryString },
    { only: 'form', expected: `callback=${GOOD.base64}\nx:user=42` },
  ])('prints nothing but $only where asked', async ({ only, expected }) => {
    const { stdout } = await runCommand(['build', '--url', URL, '--var', 'x:user=42', '--only', only]);
    expect(stdout).toBe(`${expected}\n`);
  });

  it('takes every option', async () => {
    const options = ['--url', `${URL};http://a.com`, '--url', 'http://b.com', '--host', 'h', '--body', '{"s":${size}}'];
    const { callback } = (await json('build', ...options, '--body-type', 'form', '--no-sni')) as BuiltCallback;
    expect(callback).toEqual({
      callbackUrl: `${URL};http://a.com;http://b.com`,
      callbackHost: 'h',
      callbackBody: '{"s":${size}}',
      callbackBodyType: 'application/x-www-form-urlencoded',
      callbackSNI: false,
    });
  });

  it('says beside the result what could be better, and ends with 1 for what cannot work', async () => {
    const http = await runCommand(['build', '--url', 'http://example.com/', '--only', 'base64']);
    expect(http.exitCode).toBe(0);
    expect(http.stderr).toContain('callback-url-is-https');
    const quoted = await runCommand(['build', '--url', URL, '--body', '{"a":"${object}"}']);
    expect(quoted.exitCode).toBe(1);
    expect(quoted.stderr).toContain('json-variables-are-not-quoted');
  });

  it.each([
    { exitCode: 1, argv: ['--url', 'notaurl'], says: 'callback-host-is-public' },
    { exitCode: 1, argv: ['--url', 'http://169.254.1.1/'], says: 'callback-host-is-public' },
    { exitCode: 1, argv: ['--url', URL, '--body', 'x=${nope}'], says: 'system-variables-exist' },
    { exitCode: 0, argv: ['--url', URL, '--no-sni'], says: 'https-callback-sends-sni' },
    { exitCode: 0, argv: ['--url', URL, '--body', 'x=${x:later}'], says: 'body-identifies-the-upload' },
  ])('ends with $exitCode for $argv', async ({ exitCode, argv, says }) => {
    const result = await runCommand(['build', ...argv]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(says);
    expect(result.stdout).toContain('x-oss-callback: ');
  });

  it.each([
    { argv: [], says: 'expected --url' },
    { argv: ['--url', URL, '--body-type', 'xml'], says: 'Allowed choices are form, json' },
    { argv: ['--url', URL, '--only', 'yaml'], says: 'Allowed choices are' },
    { argv: ['--url', URL, '--var', 'user=42'], says: '--var "user=42": the name' },
    { argv: ['--url', URL, '--var', 'user=42'], says: "write --var 'x:user=42'" },
    { argv: ['--url', URL, '--var', 'X:User=a=b'], says: "write --var 'x:user=a=b'" },
    { argv: ['--url', URL, '--var', 'x:{a}=42'], says: "write --var 'x:name=value'" },
    { argv: ['--url', URL, '--var', 'x:=42'], says: "write --var 'x:name=value'" },
    { argv: ['--url', URL, '--var', 'user'], says: 'expected --var x:name=value, got "user"' },
    {
      argv: ['--url', `${URL};${URL};${URL};${URL};${URL};${URL}`],
      says: 'OSS would refuse this: The number of callback url exceed max value. 0007-00000005',
    },
    { argv: ['--url', URL, '--body', '$(object)'], says: 'Write ${name}' },
  ])('ends with 2 for $argv', async ({ argv, says }) => {
    const { exitCode, stdout, stderr } = await runCommand(['build', ...argv]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
