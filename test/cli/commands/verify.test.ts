import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { OWN_KEY, own } from '../../helpers/damaged-requests.ts';
import { genuine } from '../../helpers/vectors.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const VECTOR = 'events/vectors/aliyun-doc-index-php.json';
const piped = (text: string) => ({ stdin: Readable.from([Buffer.from(text)]) });
const withJson = async (argv: readonly string[], text?: string) => {
  const result = await runCommand(['verify', ...argv, '--json'], text === undefined ? {} : piped(text));
  return { ...result, json: JSON.parse(result.stdout) as Record<string, unknown> };
};

describe('oss-callback verify', () => {
  const folder = tempDir();
  const file = (name: string): string => join(folder, name);

  it('says genuine, with exit code 0', async () => {
    const result = await runCommand(['verify', VECTOR]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toMatch(/^genuine: signed with OSS's published key\n/);
  });

  it.each(genuine)('knows the event of $id for genuine', async ({ id, stringToSign }) => {
    const { exitCode, json } = await withJson([`events/http/${id}.json`]);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ format: 'Lambda event', genuine: true, changes: [], stringToSign });
    expect(json).not.toHaveProperty('change');
  });

  it('names the change that would make it genuine, with exit code 1', async () => {
    const vector = { ...genuine.find(({ id }) => id === 'cloudreve-json-body')! };
    const { exitCode, json } = await withJson([], JSON.stringify({ ...vector, path: `/prod${vector.path}` }));
    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ genuine: false, change: 'path-prefix-added', stringToSign: vector.stringToSign });
  });

  it('says that nothing helps, with what is left', async () => {
    const result = await runCommand(['verify', 'events/vectors/cloudreve-bad-signature.json']);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/^not genuine: none of the keys at hand made the signature\n/);
  });

  it('trusts the keys, public or private, that it is given', async () => {
    const { path, headers, body } = own({ path: '/cb', body: 'a=1' });
    await writeFile(file('own.pub'), OWN_KEY.pem);
    await writeFile(file('own.json'), JSON.stringify({ path, headers, body: Buffer.from(body).toString() }));
    expect(await runCommand(['verify', file('own.json')])).toMatchObject({ exitCode: 1 });
    const { exitCode, json } = await withJson([file('own.json'), '--key', file('own.pub')]);
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ genuine: true, signedBy: file('own.pub') });
  });

  it('finds a lost path and query with the callbackUrl', async () => {
    const { headers } = own({ path: '/odd/cb', query: '?v=1', body: 'a=1' });
    await writeFile(file('own.pub'), OWN_KEY.pem);
    const capture = JSON.stringify({ path: '/', headers, body: 'a=1' });
    const key = ['--key', file('own.pub')];
    expect((await withJson(key, capture)).json).toMatchObject({
      changes: [],
      causes: [{ code: 'query-lost' }, {}, {}, {}],
    });
    const { json } = await withJson([...key, '--url', 'https://example.com/odd/cb?v=1'], capture);
    expect(json['changes']).toMatchObject([{ code: 'path-prefix-stripped' }, { code: 'query-lost' }]);
    const { json: prefixed } = await withJson(
      [...key, '--public-path-prefix', '/odd'],
      JSON.stringify({ path: '/cb?v=1', headers, body: 'a=1' }),
    );
    expect(prefixed).toMatchObject({ genuine: true });
  });

  it('judges each request of a HAR', async () => {
    const entry = (body: string) => {
      const { path, query, headers } = genuine[0]!;
      const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
      return { request: { method: 'POST', url: `http://a${path}${query}`, headers: pairs, postData: { text: body } } };
    };
    const har = JSON.stringify({ log: { entries: [entry(genuine[0]!.body), entry('bucket=other')] } });
    const { exitCode, json } = await withJson([], har);
    expect(exitCode).toBe(1);
    expect(json).toMatchObject([{ genuine: true }, { genuine: false, change: 'body-replaced' }]);
    const { stdout } = await runCommand(['verify', '-'], piped(har));
    expect(stdout.match(/^HAR: POST \/index.php$/gm)).toHaveLength(2);
  });

  it('colours for people alone, unless NO_COLOR', async () => {
    expect((await runCommand(['verify', VECTOR], { isTTY: true })).stdout).toContain('\u001b[32mgenuine');
    const plain = await runCommand(['verify', VECTOR], { isTTY: true, env: { NO_COLOR: '1' } });
    expect(plain.stdout).not.toContain('\u001b');
  });

  it.each<{ name: string; argv: string[]; text?: string; says: string }>([
    { name: 'no such file', argv: ['no-such-file'], says: 'expected a readable file, got "no-such-file"' },
    { name: 'nothing at all', argv: [], says: 'expected a file, or something piped in' },
    { name: 'no request', argv: [], text: 'hello', says: 'expected a request: raw HTTP, a curl command' },
    { name: 'no key', argv: [VECTOR, '--key', VECTOR], says: `expected keys in PEM, got none in "${VECTOR}"` },
    { name: 'an unknown option', argv: [VECTOR, '--kee'], says: "unknown option '--kee'" },
  ])('ends with 2 for $name', async ({ argv, text, says }) => {
    const result = await runCommand(['verify', ...argv], text === undefined ? {} : piped(text));
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });

  it('refuses a key that is not RSA', async () => {
    await writeFile(file('bad.pem'), '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n');
    const result = await runCommand(['verify', VECTOR, '--key', file('bad.pem')]);
    expect(result).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('expected RSA keys in PEM') as string,
    });
  });
});

describe.each(['verify', 'send', 'replay', 'probe', 'listen'])('oss-callback %s --help', (name) => {
  it('has an example', async () => {
    const { exitCode, stdout } = await runCommand([name, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`Usage: oss-callback ${name}`));
    expect(stdout).toMatch(new RegExp(`Examples:\\n  oss-callback ${name}`));
  });
});
