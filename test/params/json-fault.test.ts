import fc from 'fast-check';
import { readJson, offsetInValue } from '../../lib/params/json-document.ts';
import { jsonFault } from '../../lib/params/json-fault.ts';
import { codePoint } from '../helpers/arbitraries.ts';

describe(jsonFault, () => {
  it.each([
    { text: '', cause: 'cut-off', offset: 0 },
    { text: '{"a":"b', cause: 'cut-off', offset: 7 },
    { text: ' \t\r\n', cause: 'cut-off', offset: 4 },
    { text: '{', cause: 'cut-off', offset: 1 },
    { text: '{"a', cause: 'cut-off', offset: 3 },
    { text: '{"a"', cause: 'cut-off', offset: 4 },
    { text: '{"a": \t\r\n', cause: 'cut-off', offset: 9 },
    { text: '{"a":1', cause: 'cut-off', offset: 6 },
    { text: '{"a":-1.e', cause: 'cut-off', offset: 9 },
    { text: '{"a":tru', cause: 'cut-off', offset: 8 },
    { text: '{"a":{"b":[1', cause: 'cut-off', offset: 12 },
    { text: '{"a":[{},{"b":[]},', cause: 'cut-off', offset: 18 },
    { text: '{\n"a": "b",\n', cause: 'cut-off', offset: 12 },
    { text: '{"a":"}\\', cause: 'cut-off', offset: 8 },
    { text: '{"a":"\\\\', cause: 'cut-off', offset: 8 },
    { text: '{"a":"\\u00E', cause: 'cut-off', offset: 11 },
    { text: '{"a":"b"c', cause: 'unescaped-quote', offset: 7 },
    { text: '{"a":1]', cause: 'other', offset: 6 },
    { text: '[1', cause: 'other', offset: 1 },
    { text: '{"a":1}\u00a0', cause: 'other', offset: 7 },
    { text: '{"a":1,]', cause: 'trailing-comma', offset: 7 },
    { text: '{"a":[1,]}', cause: 'trailing-comma', offset: 8 },
    { text: '{"a":1,b}', cause: 'other', offset: 7 },
    { text: '{"a":}', cause: 'other', offset: 5 },
    { text: '{"a":"b"\n"c":1}', cause: 'missing-comma', offset: 9 },
    { text: '{"a":"b" c}', cause: 'unescaped-quote', offset: 7 },
    { text: '{"a":"b""c"}', cause: 'unescaped-quote', offset: 7 },
    { text: '{"a": "b""c"}', cause: 'unescaped-quote', offset: 8 },
    { text: "{'a':1}", cause: 'single-quotes', offset: 1 },
    { text: '{"a":"\t"}', cause: 'control-character', offset: 6 },
    { text: '{"a":1e }', cause: 'other', offset: 7 },
    { text: '{a:1}', cause: 'other', offset: 1 },
    { text: '   {a}', cause: 'other', offset: 4 },
    { text: '[1]', cause: 'not-an-object', offset: 0 },
    { text: '1', cause: 'not-an-object', offset: 0 },
    { text: 'null', cause: 'not-an-object', offset: 0 },
  ])('says of $text: $cause at $offset', ({ text, cause, offset }) => {
    expect(jsonFault(text)).toStrictEqual({ cause, offset });
  });

  it.each([
    { text: '"callbackUrl":"a.com"', repaired: { callbackUrl: 'a.com' } },
    {
      text: '{"callbackBody":"{"a":"b"}" , "callbackSNI" : true }',
      repaired: { callbackBody: '{"a":"b"}', callbackSNI: true },
    },
    { text: '{"callbackBody":"{\\"a\\":"b"}"}', repaired: { callbackBody: '{"a":"b"}' } },
    { text: '{"callbackBody":"a\\"b"c"}', repaired: { callbackBody: 'a"b"c' } },
    { text: '{"callbackBody":"{"a": "b\\nc"}"}', repaired: { callbackBody: '{"a": "b\nc"}' } },
    { text: '{"callbackBody":nonsense"}', repaired: undefined },
    { text: '{"callbackBody":a"b"}', repaired: undefined },
    { text: '{"callbackBody":"a"b}', repaired: undefined },
    { text: '{"callbackUrl":"a.com","callbackBody":nonsense}', repaired: undefined },
    { text: '{"a":"b"c"}', repaired: undefined },
  ])('tells what was meant by $text', ({ text, repaired }) => {
    expect(jsonFault(text)?.repaired).toEqual(repaired);
  });

  it('finds nothing in an object, and always something elsewhere', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: codePoint }), fc.json()), (text) => {
        expect(jsonFault(text) === undefined).toBe(readJson(text).value !== undefined);
      }),
    );
  });
});

describe(readJson, () => {
  it('says where each character of a value stands', () => {
    const text = '{"a" : "\\"\\u0041\\nb", "n":5}';
    const { members } = readJson(text);
    expect(members).toEqual([
      { name: 'a', nameOffset: 1, valueOffset: 7, raw: '"\\"\\u0041\\nb"' },
      { name: 'n', nameOffset: 22, valueOffset: 26, raw: '5' },
    ]);
    expect([0, 1, 2, 3, 4, 99].map((index) => text.slice(offsetInValue(members[0]!, index)).slice(0, 2))).toEqual([
      '\\"',
      '\\u',
      '\\n',
      'b"',
      '",',
      '",',
    ]);
    expect(offsetInValue(members[1]!, 3)).toBe(26);
  });

  it('says of what is no object only where it stops being JSON', () => {
    expect(readJson('[1]')).toStrictEqual({ text: '[1]', members: [] });
    expect(readJson('[1}')).toStrictEqual({ text: '[1}', members: [], errorOffset: 2 });
  });

  it('reads an object that nests deeper than its places can be found', () => {
    const text = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    const { value, members } = readJson(text);
    expect(Object.keys(value ?? {})).toEqual(['a']);
    expect(members).toEqual([]);
    expect(readJson('['.repeat(50_000))).toMatchObject({ errorOffset: 0 });
  });

  it('has the fields and the places that JSON.parse finds', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const { members } = readJson(JSON.stringify(object, null, 1));
        expect(members.map(({ name, raw }) => [name, JSON.parse(raw) as unknown])).toEqual(
          Object.entries(JSON.parse(JSON.stringify(object)) as object),
        );
      }),
    );
  });
});
