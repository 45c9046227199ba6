import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SNIPPETS } from '../../../lib/cli/snippets/index.ts';
import type { Sdk, Snippet, UploadApi } from '../../../lib/cli/snippets/snippet.ts';
import { buildCallback, type BuiltCallback } from '../../../lib/params/build-callback.ts';
import { HARD_CALLBACKS } from '../../helpers/hard-callbacks.ts';

const run = promisify(execFile);

/** What a program prints: the callback's base64 and, on a second line, that of the variables. */
interface Language {
  readonly name: string;
  readonly sdk: Sdk;
  readonly api?: UploadApi;
  /** Tells whether the language is there. */
  readonly probe: readonly [command: string, ...args: string[]];
  readonly file: string;
  readonly program: (snippet: Snippet, built: BuiltCallback) => string;
  readonly commands: (file: string, directory: string) => readonly (readonly [string, ...string[]])[];
}

const hasVars = ({ vars }: BuiltCallback): boolean => Object.keys(vars).length > 0;
const upTo = (built: BuiltCallback, print: string, printVars: string): string =>
  hasVars(built) ? `${print}\n${printVars}` : print;

// The class of the Java SDK and what it makes of it: values between quotes, as they are.
const JAVA_SDK = `
  enum CalbackBodyType { URL, JSON }
  static class Callback {
    String url, host, body; CalbackBodyType type;
    final java.util.Map<String, String> vars = new java.util.LinkedHashMap<>();
    void setCallbackUrl(String value) { url = value; }
    void setCallbackHost(String value) { host = value; }
    void setCallbackBody(String value) { body = value; }
    void setCalbackBodyType(CalbackBodyType value) { type = value; }
    void addCallbackVar(String name, String value) { vars.put(name, value); }
    String json() {
      StringBuilder json = new StringBuilder("{\\"callbackUrl\\":\\"" + url + "\\"");
      if (host != null) json.append(",\\"callbackHost\\":\\"" + host + "\\"");
      json.append(",\\"callbackBody\\":\\"" + body + "\\"");
      if (type == CalbackBodyType.JSON) json.append(",\\"callbackBodyType\\":\\"application/json\\"");
      if (type == CalbackBodyType.URL) json.append(",\\"callbackBodyType\\":\\"application/x-www-form-urlencoded\\"");
      return json.append("}").toString();
    }
    String varsJson() {
      StringBuilder json = new StringBuilder("{");
      for (java.util.Map.Entry<String, String> each : vars.entrySet()) {
        if (json.length() > 1) json.append(",");
        json.append("\\"" + each.getKey() + "\\":\\"" + each.getValue() + "\\"");
      }
      return json.append("}").toString();
    }
  }
  static void print(String json) throws Exception {
    System.out.println(java.util.Base64.getEncoder().encodeToString(json.getBytes("UTF-8")));
  }`;

const LANGUAGES: readonly Language[] = [
  {
    name: 'Node.js, with ali-oss itself',
    sdk: 'node',
    probe: ['node', '--version'],
    file: 'snippet.cjs',
    program: ({ parameters, upload }) => `
const { encodeCallback } = require(${JSON.stringify(createRequire(import.meta.url).resolve('ali-oss/lib/common/callback.js'))});
const file = Buffer.alloc(0); const key = 'k';
const client = { async put(name, content, options) {
  const params = { headers: options.headers };
  encodeCallback(params, options);
  console.log(params.headers['x-oss-callback']);
  if (params.headers['x-oss-callback-var']) console.log(params.headers['x-oss-callback-var']);
  return {};
} };
console.log = ((log) => (text) => text === undefined || log(text))(console.log);
(async () => {
${parameters}
${upload}
})();`,
    commands: (file) => [['node', file]],
  },
  {
    name: 'Node.js, a presigned URL with ali-oss itself',
    sdk: 'node',
    api: 'presign',
    probe: ['node', '--version'],
    file: 'snippet.cjs',
    program: ({ parameters, upload }) => `
const OSS = require(${JSON.stringify(createRequire(import.meta.url).resolve('ali-oss'))});
const client = new OSS({ region: 'oss-cn-hangzhou', accessKeyId: 'i', accessKeySecret: 's', bucket: 'bucket' });
const key = 'k';
${parameters}
${upload}
const query = new URL(url).searchParams;
console.log(query.get('callback'));
if (query.has('callback-var')) console.log(query.get('callback-var'));`,
    commands: (file) => [['node', file]],
  },
  {
    name: 'Python',
    sdk: 'python',
    probe: ['python3', '--version'],
    file: 'snippet.py',
    program: ({ imports, parameters }, built) =>
      `${imports ?? ''}\n${parameters}\n${upTo(built, 'print(callback)', 'print(callback_var)')}\n`,
    commands: (file) => [['python3', file]],
  },
  {
    name: 'PHP',
    sdk: 'php',
    probe: ['php', '--version'],
    file: 'snippet.php',
    program: ({ imports, parameters }, built) =>
      `${imports ?? ''}\n${parameters}\n${upTo(built, 'echo base64_encode($callback), "\\n";', 'echo base64_encode($callbackVar), "\\n";')}\n`,
    commands: (file) => [['php', file]],
  },
  {
    name: 'Ruby',
    sdk: 'ruby',
    probe: ['ruby', '--version'],
    file: 'snippet.rb',
    program: ({ parameters }, built) =>
      `require 'base64'\n${parameters}\n${upTo(built, 'puts callback.serialize', "puts headers['x-oss-callback-var']")}\n`,
    commands: (file) => [['ruby', file]],
  },
  {
    name: 'Java',
    sdk: 'java',
    probe: ['javac', '-version'],
    file: 'Snippet.java',
    program: ({ parameters }, built) =>
      `class Snippet {${JAVA_SDK}
  public static void main(String[] args) throws Exception {
${parameters}
${upTo(built, 'print(callback.json());', 'print(callback.varsJson());')}
  }
}`,
    // Some other character set, as on other machines: the literals must not care.
    commands: (file, directory) => [
      ['javac', '-encoding', 'US-ASCII', '-d', directory, file],
      ['java', '-cp', directory, 'Snippet'],
    ],
  },
  {
    name: 'Go',
    sdk: 'go',
    probe: ['go', 'version'],
    file: 'snippet.go',
    program: ({ parameters }, built) =>
      `package main\n\nimport (\n"encoding/base64"\n"fmt"\n)\n\nfunc main() {\n${parameters}\n${upTo(built, 'fmt.Println(callback)', 'fmt.Println(callbackVar)')}\n}\n`,
    commands: (file) => [['go', 'run', file]],
  },
  {
    name: 'C',
    sdk: 'c',
    probe: ['gcc', '--version'],
    file: 'snippet.c',
    program: ({ parameters }, built) =>
      `#include <stdio.h>\nstatic void print(const char *json) { while (*json) printf("%02x", (unsigned char)*json++); puts(""); }\nint main(void) {\n${parameters}\n${upTo(built, 'print(callback_json);', 'print(callback_var_json);')}\nreturn 0; }\n`,
    // With trigraphs, which a strict compiler replaces.
    commands: (file, directory) => [
      [
        'gcc',
        '-std=c99',
        '-pedantic',
        '-Wno-overlength-strings',
        '-Werror',
        '-trigraphs',
        '-o',
        join(directory, 'snippet'),
        file,
      ],
      [join(directory, 'snippet')],
    ],
  },
  ...(['put', 'multipart'] as const).map((api) => ({
    name: `a POSIX shell, ${api}`,
    sdk: 'curl' as const,
    api,
    probe: ['sh', '-c', 'true'] as const,
    file: 'snippet.sh',
    program: ({ parameters, upload }: Snippet) =>
      `curl() { for word in "$@"; do case "$word" in x-oss-*) printf '%s\\n' "\${word#*: }";; esac; done; }\n${parameters}\n${upload}\n`,
    commands: (file: string) => [['sh', file]] as const,
  })),
  {
    name: 'a POSIX shell, form',
    sdk: 'curl',
    api: 'post',
    probe: ['sh', '-c', 'true'],
    file: 'snippet.sh',
    // The variables of a form are as they are: written as JSON here, for the comparison.
    program: ({ parameters, upload }) =>
      `curl() { for word in "$@"; do case "$word" in callback=*) printf '%s\\n' "\${word#*=}";; esac; done; }\n${parameters}\n${upload}\n`,
    commands: (file) => [['sh', file]],
  },
];

async function output(
  { file, program, commands }: Language,
  snippet: Snippet,
  built: BuiltCallback,
): Promise<string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'snippet-'));
  try {
    const path = join(directory, file);
    await writeFile(path, program(snippet, built));
    let printed = '';
    for (const [command, ...args] of commands(path, directory)) {
      printed = (
        await run(command, args, { env: { ...process.env, GOCACHE: join(tmpdir(), 'go-cache'), LC_ALL: 'C' } })
      ).stdout;
    }
    return printed.trim().split(/\r?\n/);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const decode = (line: string | undefined): unknown => {
  if (line === undefined) return {};
  const isHex = /^(?:[0-9a-f]{2})+$/.test(line);
  return JSON.parse(Buffer.from(line, isHex ? 'hex' : 'base64').toString());
};

const isThere = async ([command, ...args]: Language['probe']): Promise<boolean> =>
  run(command, args).then(
    () => true,
    () => false,
  );

describe('the literals of SNIPPETS, read by the language itself', () => {
  it.each(LANGUAGES)(
    'come to what build says: $name',
    async (language) => {
      const { sdk, api = 'put', probe, name } = language;
      const isPresent = await isThere(probe);
      // CI has every language; a developer need not.
      expect(isPresent || process.env['CI'] === undefined).toBe(true);
      if (!isPresent) process.stderr.write(`not checked: ${name}, for ${probe[0]} is not installed here\n`);
      for (const options of isPresent ? HARD_CALLBACKS : []) {
        const built = buildCallback(options);
        const [callback, vars] = await output(language, SNIPPETS[sdk][api](built), built);
        expect(decode(callback)).toEqual(built.callback);
        expect(decode(vars)).toEqual(api === 'post' ? {} : built.vars);
      }
    },
    120_000,
  );
});

// The topic's table: what must stand in Java source for each character of a JSON text.
const ESCAPES = [
  { character: '\\', source: String.raw`\\\\` },
  { character: '"', source: String.raw`\\\"` },
  { character: '\b', source: String.raw`\\b` },
  { character: '\f', source: String.raw`\\f` },
  { character: '\n', source: String.raw`\\n` },
  { character: '\r', source: String.raw`\\r` },
  { character: '\t', source: String.raw`\\t` },
];

describe("the topic's escape table", () => {
  it.each(ESCAPES)('stands so in Java source: $source', ({ character, source }) => {
    const built = buildCallback({ url: 'http://example.com', body: `a${character}b` });
    expect(SNIPPETS.java.put(built).parameters).toContain(`callback.setCallbackBody("a${source}b");`);
    const withSni = buildCallback({ url: 'https://example.com', body: `a${character}b`, vars: { 'x:a': character } });
    const { parameters } = SNIPPETS.java.put(withSni);
    expect(parameters).toContain(`callback.setCallbackBody("a${source}b"`);
    expect(parameters).toContain(`callback.addCallbackVar("x:a", "${source}");`);
  });
});
