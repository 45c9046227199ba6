import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readCaptures } from '../../../lib/cli/capture/read-captures.ts';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { diagnoseSignature } from '../../../lib/diagnostics/diagnose-signature.ts';
import { genuine, type Vector } from '../../helpers/vectors.ts';

const read = (text: string | Uint8Array): CallbackRequest => {
  const captures = readCaptures(Buffer.from(text));
  expect(captures).toHaveLength(1);
  return captures[0]!.request;
};
const headerLines = ({ headers }: Vector): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
const target = ({ path, query }: Vector): string => path + query;
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** Everything that people have, made of one vector. */
const FORMATS: readonly { name: string; write: (vector: Vector) => string }[] = [
  {
    name: 'raw HTTP with CRLF',
    write: (it) => [`POST ${target(it)} HTTP/1.1`, ...headerLines(it), '', it.body].join('\r\n'),
  },
  {
    name: 'raw HTTP with LF',
    write: (it) => [`POST ${target(it)} HTTP/1.0`, ...headerLines(it), '', it.body].join('\n'),
  },
  {
    name: 'raw HTTP with a whole URL',
    write: (it) => [`POST http://a.example:81${target(it)} HTTP/1.1`, ...headerLines(it), '', it.body].join('\r\n'),
  },
  {
    name: 'the head of curl -v',
    write: (it) =>
      [...[`POST ${target(it)} HTTP/1.1`, ...headerLines(it)].map((line) => `> ${line}`), '', it.body].join('\n'),
  },
  {
    name: 'raw HTTP in chunks',
    write: (it) =>
      [
        `POST ${target(it)} HTTP/1.1`,
        ...headerLines(it),
        'Transfer-Encoding: chunked',
        '',
        '5',
        it.body.slice(0, 5),
        `${(it.body.length - 5).toString(16)};ext=1`,
        it.body.slice(5),
        '0',
        '',
        '',
      ].join('\r\n'),
  },
  {
    name: 'a curl command',
    write: (it) =>
      `curl -X POST ${quoted(`https://a.example${target(it)}`)} \\\n${headerLines(it)
        .map((line) => `  -H ${quoted(line)} \\\n`)
        .join('')}  --data-binary ${quoted(it.body)}\n`,
  },
  {
    name: 'a curl command without scheme and method',
    write: (it) =>
      `$ curl -sS -m 5 ${headerLines(it)
        .map((line) => `-H${quoted(line)}`)
        .join(' ')} -d ${quoted(it.body)} ${quoted(`a.example${target(it)}`)}`,
  },
  {
    name: 'a HAR',
    write: (it) =>
      JSON.stringify({
        log: {
          entries: [
            { request: { method: 'GET', url: 'https://other.example/', headers: [] } },
            {
              request: {
                method: 'POST',
                url: `https://a.example${target(it)}`,
                headers: Object.entries(it.headers).map(([name, value]) => ({ name, value })),
                postData: { mimeType: 'text/plain', text: it.body },
              },
            },
          ],
        },
      }),
  },
  { name: 'a vector', write: (it) => JSON.stringify(it) },
  {
    name: 'a request in JSON with its body in base64',
    write: ({ body, path, query, headers }) =>
      JSON.stringify({
        url: `http://a.example${path}${query}`,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        body: Buffer.from(body).toString('base64'),
        isBase64Encoded: true,
      }),
  },
  {
    name: "webhook.site's export",
    write: (it) =>
      JSON.stringify({
        uuid: '1',
        method: 'POST',
        url: `https://webhook.site${target(it)}`,
        content: it.body,
        headers: Object.fromEntries(Object.entries(it.headers).map(([name, value]) => [name, [value]])),
      }),
  },
];

describe('readCaptures', () => {
  describe.each(FORMATS)('of $name', ({ write }) => {
    it.each(genuine)('reads $id to the octet', (vector) => {
      const request = read(write(vector));
      expect(diagnoseSignature(request)).toMatchObject({ genuine: true, changes: [] });
      expect(request).toMatchObject({ method: 'POST', path: vector.path, rawQuery: vector.query.slice(1) });
    });
  });

  const events = new URL('../../../events/http/', import.meta.url);
  it.each(readdirSync(events))('reads the event %s', (name) => {
    const request = read(readFileSync(new URL(name, events)));
    expect(request.headers['authorization']).toHaveLength(88);
    expect(request.path).toMatch(/^\//);
  });

  const fcEvents = new URL('../../../events/fc/', import.meta.url);
  it.each(genuine)('reads the event of Function Compute with $id as genuine', ({ id }) => {
    const request = read(readFileSync(new URL(`${id}.json`, fcEvents)));
    expect(diagnoseSignature(request)).toMatchObject({ genuine: true });
  });

  it('takes an event that holds no request for none', () => {
    expect(readCaptures(readFileSync(new URL('dead-letters-one-failure.json', fcEvents)))).toEqual([]);
  });

  it('keeps the line break at the end of a file, and octets that are no UTF-8', () => {
    const body = Buffer.from([0xff, 0xfe, 0x0a]);
    const request = read(Buffer.concat([Buffer.from('POST / HTTP/1.1\r\nHost: a\r\n\r\n'), body]));
    expect(request.body).toEqual(body);
    expect(request.headers).toEqual({ host: 'a' });
  });

  it('joins a header that comes twice', () => {
    expect(read('POST / HTTP/1.1\nA: 1\nA: 2\n\n').headers).toEqual({ a: '1, 2' });
  });

  it('reads what browsers escape in curl commands', () => {
    const { body } = read(`curl 'http://a/' --data-raw $'{"a":"\\u0021\\'\\x41"}'`);
    expect(Buffer.from(body).toString()).toBe(`{"a":"!'A"}`);
  });

  it('joins the data of a curl command as curl does', () => {
    const request = read(`curl a.example -d a=1 --data-urlencode 'b=c d' --data-urlencode '=&'`);
    expect(Buffer.from(request.body).toString()).toBe('a=1&b=c%20d&%26');
    expect(request).toMatchObject({ method: 'POST', path: '/', headers: { host: 'a.example' } });
  });

  it.each(['valueOf', 'constructor', '__proto__'])('takes %s for an address, as curl does', (word) => {
    const [found] = readCaptures(Buffer.from(`curl ${word} -H 'x-oss-pub-key-url: eA=='`));
    expect(found?.request.path).toBe('/');
  });

  it('gives all of the signed requests of a HAR', () => {
    const entry = (url: string) => ({
      request: { method: 'POST', url, headers: [{ name: 'X-Oss-Pub-Key-Url', value: 'eA==' }] },
    });
    const har = { log: { entries: [entry('http://a/1'), entry('http://a/2'), {}, 1] } };
    const paths = readCaptures(Buffer.from(JSON.stringify(har))).map(({ request }) => request.path);
    expect(paths).toEqual(['/1', '/2']);
  });

  it.each(['', 'hello', 'MIT License', '{}', '[]', '{"a":1}', 'curl', 'curl -v', '<html>', '{"log":{"entries":[]}}'])(
    'finds nothing in %j',
    (text) => {
      expect(readCaptures(Buffer.from(text))).toEqual([]);
    },
  );

  it('never throws', () => {
    const some = fc.oneof(
      fc.uint8Array(),
      fc.json().map((json) => Buffer.from(json)),
      fc.string().map((text) => Buffer.from(`curl ${text}`)),
      fc.string().map((text) => Buffer.from(`POST / HTTP/1.1\nTransfer-Encoding: chunked\n\n${text}`)),
    );
    fc.assert(
      fc.property(some, (octets) => {
        for (const { request } of readCaptures(octets)) diagnoseSignature(request);
      }),
    );
  });
});
