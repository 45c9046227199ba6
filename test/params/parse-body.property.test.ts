import fc from 'fast-check';
import { parseBody, type ParsedBody } from '../../lib/params/parse-body.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { fastest } from '../helpers/fastest.ts';

const MAX_BODY_BYTES = 262_144;

function expectParsed({ upload, fields, problem }: ParsedBody): void {
  expect(typeof upload).toBe('object');
  expect(typeof fields).toBe('object');
  expect(['string', 'undefined']).toContain(typeof problem);
  // What was parsed goes into a message.
  expect(() => JSON.stringify({ upload, fields })).not.toThrow();
}

const names = fc.constantFrom('bucket', 'size', 'imageInfo', 'imageInfo.height', '__proto__', 'constructor', 'x:a', '');
const text = fc.oneof(fc.string({ unit: codePoint }), names, fc.constantFrom('"', '\\', '&', '=', '{', '}', 'null'));

describe('parseBody', () => {
  it('never throws, whatever the octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
        expectParsed(parseBody(body));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever the form', () => {
    const pair = fc.tuple(text, text).map(([name, value]) => `${name}=${value}`);
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        expectParsed(parseBody(Buffer.from(pairs.join('&'))));
      }),
      { numRuns: 1_000 },
    );
  });

  it('never throws, whatever the JSON, and calls nothing JSON that is none', () => {
    const cut = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '}', ',', '{"a":1}'));
    fc.assert(
      fc.property(cut, ([json, at, noise]) => {
        const broken = `{"a":${json.slice(0, at % (json.length + 1))}${noise}${json.slice(at % (json.length + 1))}}`;
        const parsed = parseBody(Buffer.from(broken));
        expectParsed(parsed);
        let isJson = true;
        try {
          JSON.parse(broken);
        } catch {
          isJson = false;
        }
        expect(parsed.problem === 'the body begins with { but is not JSON').toBe(!isJson);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives nothing that is too deep to be written into a message', () => {
    for (let depth = 500; depth < 60_000; depth = Math.ceil(depth * 1.1)) {
      expectParsed(parseBody(Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`)));
      expectParsed(parseBody(Buffer.from(`{"a":1.0,"b":${'{"c":'.repeat(depth)}1${'}'.repeat(depth)}}`)));
    }
  });

  it('gives back the text of any value, in a form, in JSON, and in a form that was rendered as JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (object) => {
        const read = (body: string): unknown => parseBody(Buffer.from(body)).upload.object;
        expect(read(`size=1&object=${encodeURIComponent(object)}&etag=E`)).toBe(object);
        expect(read(`size=1&${new URLSearchParams({ object }).toString()}&etag=E`)).toBe(object);
        expect(read(JSON.stringify({ size: 1, object, etag: 'E' }))).toBe(object);
        expect(read(`size=1&object=${JSON.stringify(object)}&etag="E"`)).toBe(object);
      }),
    );
  });

  it('names a variable that is given twice, wherever else it may stand', () => {
    const variable = fc.constantFrom('bucket', 'object', 'size', 'crc64', 'imageInfo.width');
    fc.assert(
      fc.property(variable, fc.array(fc.json(), { maxLength: 4 }), (name, others) => {
        const members = [`"${name}":1`, ...others.map((json, index) => `"x${index}":${json}`), `"${name}":1`];
        expect(parseBody(Buffer.from(`{${members.join(',')}}`)).problem).toBe(`${name} is given twice`);
      }),
    );
  });
});

describe('parseBody of 256 KiB that mean harm', () => {
  const fill = (unit: string, before = '', after = ''): [string, string] => [
    `${before}${unit.slice(0, 20)}…`,
    `${before}${unit.repeat(Math.floor((MAX_BODY_BYTES - before.length - after.length) / unit.length))}${after}`,
  ];

  it.each([
    fill('a'),
    fill('='),
    fill('&'),
    fill('a&'),
    fill('a=&'),
    fill('a="'),
    fill('a="&'),
    fill('a="\\"&'),
    fill('a=\\"'),
    fill('\\=\\"&'),
    fill('"', 'a='),
    fill('\\"', 'a="'),
    fill('\\', 'a="'),
    fill('\\"&a="', 'a="'),
    fill('"x&a=', 'a='),
    fill('%', 'a='),
    fill('%4', 'a='),
    fill('+', 'a='),
    fill('{'),
    fill('{"a":'),
    fill('[', '{"a":'),
    fill('"', '{'),
    fill('\\"', '{"'),
    fill('\\u0041', '{"', '":1}'),
    fill('"a":1,', '{', '"b":1}'),
    fill('"size":1,', '{', '"b":1}'),
    fill(' ', '{"a"', ':1}'),
    fill(' ', '{"a"', 'x'),
    fill('"" ', '{"a":[', ']}'),
    fill('"",', '{"a":[', '""]}'),
    fill('9', '{"a":', '}'),
    fill('1', 'size='),
    fill(' ', '', '{'),
    fill('\n'),
  ])('is done in linear time: %s', async (_name, body) => {
    const octets = Buffer.from(body);
    expectParsed(parseBody(octets));
    // A few milliseconds each. One that were not linear would take many seconds, on any machine.
    expect(await fastest(() => parseBody(octets))).toBeLessThan(1_000);
  });
});
