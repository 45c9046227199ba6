import fc from 'fast-check';
import type { CallbackInput } from '../../lib/params/callback-input.ts';
import { buildCallback } from '../../lib/params/build-callback.ts';
import { readInput } from '../../lib/params/read-input.ts';

const CALLBACK = '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}"}';
const VARS = '{"x:a":"b"}';
const [CALLBACK64, VARS64] = [CALLBACK, VARS].map((json) => Buffer.from(json).toString('base64')) as [string, string];
const encoded = encodeURIComponent(CALLBACK64);
const encodedVars = encodeURIComponent(VARS64);

const decode = (base64: string | undefined): string | undefined =>
  base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
const callbackOf = ({ parameters: { header, query, form } }: CallbackInput) => decode(header ?? query ?? form);
const varsOf = ({ parameters: { headerVar, queryVar } }: CallbackInput) => decode(headerVar ?? queryVar);

interface Case {
  readonly name: string;
  readonly text: string;
  readonly kind: CallbackInput['kind'];
  readonly callback?: string;
  readonly vars?: string;
  readonly formVars?: Record<string, string>;
  readonly policy?: string;
  readonly isWhole?: boolean;
}

const CASES: readonly Case[] = [
  { name: 'JSON', text: ` ${CALLBACK}\n`, kind: 'json', callback: CALLBACK },
  { name: 'JSON behind a byte order mark', text: `\uFEFF${CALLBACK}`, kind: 'json', callback: CALLBACK },
  { name: 'JSON that is broken', text: '{"callbackUrl":"a', kind: 'json', callback: '{"callbackUrl":"a' },
  {
    name: "the documentation's fields without braces",
    text: CALLBACK.slice(1, -1),
    kind: 'json',
    callback: CALLBACK.slice(1, -1),
  },
  { name: 'variables as JSON', text: VARS, kind: 'json', vars: VARS },
  {
    name: "the documentation's variables without braces",
    text: '"x:my_var1" : "value1"',
    kind: 'json',
    vars: '"x:my_var1" : "value1"',
  },
  { name: 'base64', text: `"${CALLBACK64}",`, kind: 'base64', callback: CALLBACK },
  { name: 'base64 of variables', text: VARS64, kind: 'base64', vars: VARS },
  {
    name: 'base64 of variables, one without x:',
    text: Buffer.from('{"b":"c","x:a":"b"}').toString('base64'),
    kind: 'base64',
    vars: '{"b":"c","x:a":"b"}',
  },
  { name: 'a header', text: `x-oss-callback: ${CALLBACK64}`, kind: 'headers', callback: CALLBACK, isWhole: false },
  {
    name: 'headers',
    text: `X-OSS-Callback: ${CALLBACK64}\r\nX-Oss-Callback-Var: ${VARS64}\r\n`,
    kind: 'headers',
    callback: CALLBACK,
    vars: VARS,
    isWhole: true,
  },
  {
    name: "a browser's copied headers",
    text: `> 'x-oss-callback': '${CALLBACK64}'`,
    kind: 'headers',
    callback: CALLBACK,
  },
  {
    name: 'a request',
    text: `PUT /k HTTP/1.1\r\nHost: b\r\nx-oss-callback: ${CALLBACK64}\r\n\r\nbody`,
    kind: 'headers',
    callback: CALLBACK,
    isWhole: true,
  },
  {
    name: 'a request with a query',
    text: `POST /k?uploadId=1&callback=${encoded}&callback-var=${encodedVars} HTTP/1.1\nHost: b`,
    kind: 'headers',
    callback: CALLBACK,
    vars: VARS,
  },
  {
    name: 'headers as JSON',
    text: JSON.stringify({ 'x-oss-callback': CALLBACK64, 'X-Oss-Callback-Var': VARS64, n: 1 }),
    kind: 'form',
    callback: CALLBACK,
    vars: VARS,
  },
  {
    name: 'a presigned URL',
    text: `https://b.oss-cn-hangzhou.aliyuncs.com/k?Expires=1&callback=${encoded}&callback-var=${encodedVars}&Signature=a#f`,
    kind: 'url',
    callback: CALLBACK,
    vars: VARS,
  },
  { name: 'a query', text: `?callback=${encoded}`, kind: 'url', callback: CALLBACK },
  { name: 'a quoted URL', text: `"https://b/k?callback=${encoded}"`, kind: 'url', callback: CALLBACK },
  {
    name: 'fields as JSON',
    text: JSON.stringify({ key: 'k', callback: CALLBACK64, 'x:a': 'b', policy: 'e30=' }),
    kind: 'form',
    callback: CALLBACK,
    formVars: { 'x:a': 'b' },
    policy: 'e30=',
  },
  {
    name: 'a multipart body',
    text: `--B\r\nContent-Disposition: form-data; name="callback"\r\n\r\n${CALLBACK64}\r\n--B\r\ncontent-disposition: form-data; name="x:a"\r\nContent-Type: text/plain\r\n\r\nline 1\r\nline 2\r\n--B\r\nContent-Disposition: form-data; name="file"; filename="callback"\r\n\r\nx\r\n--B--`,
    kind: 'form',
    callback: CALLBACK,
    formVars: { 'x:a': 'line 1\r\nline 2' },
  },
  {
    name: 'an HTML form',
    text: `<form method="post"><input type=hidden name=callback value=${CALLBACK64}>\n<INPUT value='&quot;&lt;&copy;' name='x:a'/><textarea name="x:b"></textarea><input type="file"></form>`,
    kind: 'form',
    callback: CALLBACK,
    formVars: { 'x:a': '"<&copy;', 'x:b': '' },
  },
  {
    name: 'curl with headers',
    text: `curl -X PUT -H 'x-oss-callback: ${CALLBACK64}' --header="x-oss-callback-var: ${VARS64}" -T f https://b/k`,
    kind: 'curl',
    callback: CALLBACK,
    vars: VARS,
  },
  {
    name: 'curl with a query',
    text: `$ curl \\\n  "https://b/k?a=?&callback=${encoded}" -T f`,
    kind: 'curl',
    callback: CALLBACK,
  },
  {
    name: 'curl with a query and no scheme',
    text: `curl.exe b.com/k?callback=${encoded} -T f`,
    kind: 'curl',
    callback: CALLBACK,
  },
  {
    name: 'curl with a form',
    text: `curl https://b/ -F key=a -F 'callback=${CALLBACK64}' -F x:a=b=c --form policy=e30= --form-string broken -F file=@x -H`,
    kind: 'curl',
    callback: CALLBACK,
    formVars: { 'x:a': 'b=c' },
    policy: 'e30=',
  },
  {
    name: 'curl with a header in one word, behind remarks',
    text: `# upload\n curl -H'x-oss-callback: ${CALLBACK64}' -H "Date: $DATE" https://b/k`,
    kind: 'curl',
    callback: CALLBACK,
  },
  { name: 'curl without any', text: 'curl https://b/', kind: 'curl' },
  { name: 'a word', text: 'hello', kind: 'unknown', isWhole: false },
  { name: 'a word that begins with x:', text: 'x: y', kind: 'unknown' },
  { name: 'nothing', text: '', kind: 'unknown' },
  { name: 'a request line alone', text: 'PUT /k HTTP/1.1', kind: 'unknown' },
  { name: 'a form without a callback', text: '<input name="a">', kind: 'unknown' },
];

describe(readInput, () => {
  it.each(CASES)('reads $name', ({ text, kind, callback, vars, formVars, policy, isWhole }) => {
    const input = readInput(text);
    expect(input.kind).toBe(kind);
    expect(callbackOf(input)).toBe(callback);
    expect(varsOf(input)).toBe(vars);
    if (formVars) expect(input.formVars).toEqual(formVars);
    expect(input.policy).toBe(policy);
    if (isWhole !== undefined) expect(input.isWhole).toBe(isWhole);
  });

  it('reads 64 KiB, and nothing behind them', () => {
    const text = `\nx-oss-callback: ${CALLBACK64}`.padStart(64 * 1024, 'a');
    expect(readInput(`${text}MORE`).parameters.header).toBe(CALLBACK64);
  });

  it('reads back whatever is built, by whatever way it travels', () => {
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).filter((each) => !each.includes('$'));
    fc.assert(
      fc.property(value, value, (body, user) => {
        const built = buildCallback({ url: 'https://a.com', body, vars: { 'x:user': user } });
        const varsJson = JSON.stringify(built.vars);
        for (const text of [
          JSON.stringify(built.headers),
          Object.entries(built.headers)
            .map(([name, each]) => `${name}: ${each}`)
            .join('\r\n'),
          `https://b.oss-cn-hangzhou.aliyuncs.com/k?${built.queryString}`,
        ]) {
          expect([callbackOf(readInput(text)), varsOf(readInput(text))]).toEqual([built.json, varsJson]);
        }
        const form = readInput(JSON.stringify(built.formFields));
        expect([callbackOf(form), form.formVars]).toEqual([built.json, built.vars]);
      }),
    );
  });

  it('stays quick whatever it is given', () => {
    const hard = [
      `callback ${'/*'.repeat(40_000)}`,
      `callback ${'['.repeat(40_000)}${'a,'.repeat(10_000)}`,
      `callback ${'[a,'.repeat(10_000)}${']'.repeat(10_000)}`,
      `callback ${'content-disposition: form-data; name="a"\n\n'.repeat(1500)}`,
      `callback ${'<input '.repeat(9000)}`,
      `callback ${'<<<A\n'.repeat(12_000)}`,
      `curl ${"'".repeat(60_000)}`,
      `x-oss-callback: ${'a'.repeat(60_000)}`,
    ];
    for (const text of hard) {
      const start = performance.now();
      readInput(text);
      expect(performance.now() - start).toBeLessThan(60_000);
    }
  });
});
