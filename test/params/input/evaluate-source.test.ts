import { evaluateCollection, evaluateSource, markAt, skipBrackets } from '../../../lib/params/input/evaluate-source.ts';
import type { SourceValue } from '../../../lib/params/input/source-value.ts';
import { tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

interface Case {
  readonly source: string;
  readonly value: SourceValue;
  /** How many tokens belong to the expression. */
  readonly next: number;
  /** Where it begins, if not at 0. */
  readonly at?: number;
  /** How deep the expression is nested already. */
  readonly depth?: number;
}

const CONSTANTS: readonly (readonly [SourceValue, ...string[]])[] = [
  [true, 'true', 'True', 'TRUE', 'YES'],
  [false, 'false', 'False', 'FALSE', 'NO'],
  [null, 'null', 'None', 'nil', 'NULL'],
];

const TO_JSON = [
  'JSON.stringify',
  'json.dumps',
  'json_encode',
  'JSON.generate',
  'JsonSerializer.Serialize',
  'JsonConvert.SerializeObject',
  'json.Marshal',
  'gson.toJson',
  'JSON.toJSONString',
  '$this->json->stringify',
  'Json::json_encode',
];

const TO_BASE64 = [
  'base64.b64encode',
  'base64_encode',
  'Base64.strict_encode64',
  'Base64::encode64',
  'base64.StdEncoding.EncodeToString',
  'Convert.ToBase64String',
  'window.btoa',
  'btoa',
];

const UNKNOWN = ['JSON.stringifyAll', 'mystringify', 'client.generateUrl', 'abtoa', 'btoaAll', 'f', 'array_of'];

const dots = (name: string): number => tokenizeSource(name).length - 1;

const CASES: readonly Case[] = [
  ...CONSTANTS.flatMap(([value, ...names]) => names.map((source) => ({ source, value, next: 1 }))),
  { source: 'Boolean.TRUE, 1', value: true, next: 3 },
  { source: 'a::b::NULL', value: null, next: 5 },
  { source: 'x.true.y', value: undefined, next: 5 },
  { source: 'x true', value: undefined, next: 1 },
  { source: 'x . "true"', value: undefined, next: 1 },
  { source: 'x.', value: undefined, next: 1 },
  { source: '12', value: 12, next: 1 },
  { source: 'a1', value: undefined, next: 1 },
  ...TO_JSON.map((name) => ({ source: `${name}([1, "a"]) + 1`, value: '[1,"a"]', next: dots(name) + 8 })),
  ...TO_BASE64.map((name) => ({ source: `${name}("a") + 1`, value: 'YQ==', next: dots(name) + 4 })),
  ...UNKNOWN.map((name) => ({ source: `${name}([1]) + 1`, value: undefined, next: dots(name) + 6 })),
  ...UNKNOWN.map((name) => ({ source: `${name}("a") + 1`, value: undefined, next: dots(name) + 4 })),
  { source: 'JSON.stringify("a")', value: undefined, next: 6 },
  { source: 'JSON.stringify(null)', value: 'null', next: 6 },
  { source: 'btoa(["a"])', value: undefined, next: 6 },
  { source: 'btoa("a", "b") + "c"', value: 'YQ==c', next: 8 },
  { source: "array('a') . 'b'", value: ['a'], next: 4 },
  { source: "array('a' => 1)", value: { entries: [['a', 1]] }, next: 6 },
  { source: '("a", 1) + "b" "c"', value: 'abc', next: 8 },
  { source: '(1) + "a"', value: 1, next: 3 },
  { source: '@(true)', value: true, next: 4 },
  { source: '@[ "a" ]', value: ['a'], next: 4 },
  { source: '+ "a"', value: undefined, next: 1 },
  { source: '. ("a")', value: undefined, next: 1 },
  { source: '- TRUE', value: undefined, next: 1 },
  { source: '', value: undefined, next: 1 },
  { source: '"a" + "b"', at: 3, value: undefined, next: 4 },
  { source: '"a"', depth: 50, value: 'a', next: 1 },
  { source: '"a"', depth: 51, value: undefined, next: 1 },
  { source: '[1]', depth: 50, value: [undefined], next: 3 },
  { source: '("a")', depth: 49, value: 'a', next: 3 },
  { source: '("a")', depth: 50, value: undefined, next: 3 },
  { source: '@["a"]', depth: 50, value: undefined, next: 2 },
  { source: 'btoa("a")', depth: 49, value: 'YQ==', next: 4 },
  { source: 'btoa("a")', depth: 50, value: undefined, next: 4 },
];

const COLLECTIONS: readonly Case[] = [
  { source: '{}', value: { entries: [] }, next: 2 },
  { source: '[]', value: [], next: 2 },
  { source: '()', value: [], next: 2 },
  { source: '{ f() }', value: { entries: [] }, next: 5 },
  { source: '["a", 1,] + 2', value: ['a', 1], next: 6 },
  {
    source: '{ a: 1, "b": "c" + "d", :e => x, }',
    value: {
      entries: [
        ['a', 1],
        ['b', 'cd'],
        ['e', undefined],
      ],
    },
    next: 16,
  },
  { source: '["a" + b, "c"]', value: ['a', 'c'], next: 7 },
  { source: '[f(1, 2) || [3, 4], "c"], "d"', value: [undefined, 'c'], next: 17 },
  { source: '{ @name => "a", @ 1 }', value: { entries: [['name', 'a']] }, next: 9 },
  { source: '[@]', value: [undefined], next: 3 },
  { source: '[?: "a"]', value: [undefined], next: 5 },
  { source: '{ a: }, "b", "c"', value: { entries: [['a', undefined]] }, next: 4 },
  { source: '["a"', value: [], next: 1 },
  { source: '["a"]', depth: 49, value: ['a'], next: 3 },
  { source: '["a"]', depth: 50, value: [undefined], next: 3 },
];

describe(evaluateSource, () => {
  it.each(CASES)('reads: $source', ({ source, at = 0, depth = 0, value, next }) => {
    expect(evaluateSource({ tokens: tokenizeSource(source), at, depth })).toStrictEqual({ value, next });
  });
});

describe(evaluateCollection, () => {
  it.each(COLLECTIONS)('reads: $source', ({ source, depth = 0, value, next }) => {
    expect(evaluateCollection({ tokens: tokenizeSource(source), at: 0, depth })).toStrictEqual({ value, next });
  });
});

describe(skipBrackets, () => {
  it.each([
    { name: 'brackets', source: '(a, [b]) c', next: 7 },
    { name: 'a bracket that is never closed', source: '(a', next: 1 },
    { name: 'a mark', source: ', a', next: 1 },
    { name: 'a word', source: 'a b', next: 1 },
    { name: 'a literal', source: '"a" b', next: 1 },
    { name: 'the end', source: '', next: 1 },
  ])('goes on behind $name', ({ source, next }) => {
    expect(skipBrackets({ tokens: tokenizeSource(source), at: 0, depth: 0 })).toBe(next);
  });
});

describe(markAt, () => {
  it('tells the marks from the rest', () => {
    const tokens = tokenizeSource('a => "+" (');
    expect([-1, 0, 1, 2, 3, 4].map((index) => markAt(tokens, index))).toStrictEqual(['', '', '=>', '', '(', '']);
  });
});
