import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SNIPPETS } from '../../lib/cli/snippets/index.ts';
import type { Sdk, Snippet, UploadApi } from '../../lib/cli/snippets/snippet.ts';
import { buildCallback } from '../../lib/params/build-callback.ts';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { startCallbackServer, type CallbackServer } from '../helpers/callback-server.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const run = promisify(execFile);

/** What the names in a snippet stand for: constants of the reader's own. */
type Names = Readonly<Record<string, string>>;

interface Program {
  readonly name: string;
  readonly sdk: Sdk;
  readonly api: UploadApi;
  /** Ends well where everything that the snippet needs is installed. */
  readonly probe: readonly [command: string, ...args: string[]];
  readonly file: string;
  readonly write: (snippet: Snippet, names: Names) => string;
  readonly command: (file: string) => readonly [command: string, ...args: string[]];
}

const constants = (names: Names, line: (name: string, literal: string) => string): string =>
  Object.entries(names)
    .map(([name, value]) => line(name, JSON.stringify(value)))
    .join('\n');
const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const PROGRAMS: readonly Program[] = [
  {
    name: 'Python, form',
    sdk: 'python',
    api: 'post',
    probe: ['python3', '-c', 'import requests'],
    file: 'form.py',
    write: ({ imports, parameters, upload }, names) =>
      [imports, constants(names, (name, it) => `${snake(name)} = ${it}`), parameters, upload].join('\n'),
    command: (file) => ['python3', file],
  },
  {
    name: 'Ruby, form',
    sdk: 'ruby',
    api: 'post',
    probe: ['ruby', '--version'],
    file: 'form.rb',
    write: ({ imports, parameters, upload }, names) =>
      [imports, constants(names, (name, it) => `${snake(name)} = ${it}`), parameters, upload].join('\n'),
    command: (file) => ['ruby', file],
  },
  {
    name: 'Ruby, presigned URL',
    sdk: 'ruby',
    api: 'presign',
    probe: ['ruby', '--version'],
    file: 'presign.rb',
    // What the SDK's bucket has of it.
    write: ({ parameters, upload }, names) => `
require 'base64'; require 'cgi'; require 'net/http'; require 'openssl'
${constants(names, (name, it) => `${snake(name)} = ${it}`)}
bucket = Object.new
bucket.define_singleton_method(:name) { bucket_url.split('/').last }
bucket.define_singleton_method(:access_key_id) { access_key_id }
bucket.define_singleton_method(:sign) { |text| Base64.strict_encode64(OpenSSL::HMAC.digest('sha1', secret, text)) }
bucket.define_singleton_method(:object_url) { |key, _sign| bucket_url + '/' + key }
${parameters}
${upload}
uri = URI(url)
response = Net::HTTP.start(uri.hostname, uri.port) { |http| http.send_request('PUT', uri.request_uri, File.read(path), 'Content-Type' => '') }
raise response.body unless response.code == '200'`,
    command: (file) => ['ruby', file],
  },
  {
    name: 'Go, form',
    sdk: 'go',
    api: 'post',
    probe: ['go', 'version'],
    file: 'form.go',
    write: ({ imports, parameters, upload }, { bucketUrl = '', accessKeyId = '', path = '', ...names }) =>
      `package main
${imports}
import "os"
func run() error {
${constants({ ...names, bucketURL: bucketUrl, accessKeyID: accessKeyId, path }, (name, it) => `${name} := ${it}; _ = ${name}`)}
file, err := os.Open(path)
if err != nil { return err }
${parameters}
${upload}
return nil
}
func main() { if err := run(); err != nil { fmt.Println(err); os.Exit(1) } }`,
    command: (file) => ['go', 'run', file],
  },
  {
    name: 'Java, form',
    sdk: 'java',
    api: 'post',
    probe: ['java', '-version'],
    file: 'Form.java',
    write: ({ imports, parameters, upload }, { path = '', ...names }) => `${imports}
class Form {
  public static void main(String[] args) throws Exception {
${constants(names, (name, it) => `String ${name} = ${it};`)}
java.nio.file.Path path = java.nio.file.Path.of(${JSON.stringify(path)});
${parameters}
${upload}
  }
}`,
    command: (file) => ['java', file],
  },
  {
    name: 'Node.js, form',
    sdk: 'node',
    api: 'post',
    probe: ['node', '--version'],
    file: 'form.mjs',
    write: ({ imports, parameters, upload }, names) => `${imports}
${constants(names, (name, it) => `const ${name} = ${it};`)}
const fields = { policy, OSSAccessKeyId: accessKeyId, Signature: signature };
${parameters}
${upload}`,
    command: (file) => ['node', file],
  },
];

describe('the code that `snippet` writes, run against an OSS', () => {
  const folder = tempDir();
  const path = join(folder, 'upload.txt');
  let simulator: Simulator;
  let server: CallbackServer;
  beforeAll(async () => {
    [simulator, server] = await Promise.all([startSimulator({ port: 0 }), startCallbackServer()]);
    await writeFile(path, 'hello');
  });
  afterAll(() => Promise.all([simulator.stop(), server.stop()]));

  it.each(PROGRAMS)(
    'uploads and is called back: $name',
    async ({ name, sdk, api, probe, file, write, command }) => {
      const isThere = await run(...split(probe)).then(
        () => true,
        () => false,
      );
      if (!isThere) process.stderr.write(`not checked: ${name}, for ${probe.join(' ')} failed here\n`);
      const key = `${sdk}-${api}.txt`;
      const built = buildCallback({
        url: server.url,
        body: 'object=${object}&size=${size}&user=${x:user}',
        vars: { 'x:user': `O'Neil "x" \\ 中` },
      });
      const { url: endpoint, credentials } = simulator;
      const signed = createOssClient({ ...credentials, endpoint, region: 'oss-cn-hangzhou', bucket: 'bucket' });
      const { policy, Signature } = signed.calculatePostSignature({
        expiration: new Date(Date.now() + 600_000).toISOString(),
        conditions: [{ callback: built.base64 }],
      });
      const { accessKeyId, accessKeySecret } = credentials;
      const names = { key, path, policy, signature: Signature, accessKeyId, bucketUrl: `${endpoint}/bucket` };
      const source = join(folder, file);
      const needed =
        api === 'presign' ? { key, path, accessKeyId, secret: accessKeySecret, bucketUrl: names.bucketUrl } : names;
      await writeFile(source, write(SNIPPETS[sdk][api](built), needed));
      if (isThere)
        await run(...split(command(source)), {
          env: { ...process.env, GOCACHE: join(tmpdir(), 'go-cache'), LC_ALL: 'C.UTF-8' },
        });
      const bodies = server.requests.map(({ body }) => body).filter((body) => body.includes(key));
      const expected = `object=${key}&size=5&user=O%27Neil%20%22x%22%20%5C%20%E4%B8%AD`;
      expect(bodies).toStrictEqual(isThere ? [expected] : []);
    },
    120_000,
  );
});

const split = ([command, ...args]: readonly [string, ...string[]]): [string, string[]] => [command, args];
