import { type SourceFact, sourceFacts } from '../../../lib/params/input/source-facts.ts';
import { tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

interface Case {
  readonly source: string;
  readonly facts: readonly SourceFact[];
}

const A = { value: 'a' };
const NAMED = { name: 'x', value: 'a' };

const CASES: readonly Case[] = [
  { source: 'x = "a"', facts: [NAMED, A] },
  { source: 'x := "a"', facts: [NAMED, A] },
  { source: 'x: "a"', facts: [NAMED, A] },
  { source: 'x => "a"', facts: [NAMED, A] },
  { source: '$x = "a"', facts: [NAMED, A] },
  { source: ':x => "a"', facts: [NAMED, A] },
  { source: '"x": "a"', facts: [NAMED, A] },
  { source: 'x "a"', facts: [A] },
  { source: 'x -> "a"', facts: [A] },
  { source: 'x = f', facts: [{ name: 'x', value: undefined }] },
  { source: 'setX("a")', facts: [NAMED, { value: ['a'] }, A] },
  { source: 'setCallbackUrl(f)', facts: [{ name: 'callbackUrl', value: undefined }, { value: [undefined] }] },
  { source: 'setX, "a"', facts: [A] },
  { source: 'settings("a")', facts: [{ value: ['a'] }, A] },
  { source: 'offsetX("a")', facts: [{ value: ['a'] }, A] },
  { source: 'm["x"] = "a"', facts: [{ value: ['x'] }, NAMED, A] },
  { source: 'm["x"] + "a"', facts: [{ value: ['x'] }, { value: 'x' }, A] },
  { source: 'f("x") == "a"', facts: [{ value: ['x'] }, { value: 'x' }, A] },
  { source: 'put("x", "a")', facts: [{ value: ['x', 'a'] }, NAMED, { value: 'x' }, A] },
  { source: '["x", "a"]', facts: [{ value: ['x', 'a'] }, { value: 'x' }, A] },
  { source: '("x" + f, "a")', facts: [{ value: ['x', 'a'] }, { value: 'x' }, A] },
  { source: '"x", "a"', facts: [{ value: 'x' }, A] },
  { source: '("a")', facts: [{ value: ['a'] }, A] },
  { source: '{ }', facts: [{ value: { entries: [] } }] },
  { source: '{ x: "a" }', facts: [{ value: { entries: [['x', 'a']] } }, NAMED, A] },
  { source: ') ] } , "a"', facts: [A] },
  { source: '"a" "b" "c"', facts: [{ value: 'abc' }] },
  { source: '"a" + "b" + "c"', facts: [{ value: 'abc' }] },
  { source: '"a" . "b"', facts: [{ value: 'ab' }] },
  { source: '"a" \\\n "b"', facts: [{ value: 'ab' }] },
  { source: '"a" - "b"', facts: [A, { value: 'b' }] },
  { source: 'f + "a"', facts: [A] },
  { source: '1 . "a"', facts: [A] },
  { source: '+ "a"', facts: [A] },
  { source: '"a" f "b"', facts: [A, { value: 'b' }] },
  { source: 'f "a" + g', facts: [A] },
  { source: '', facts: [] },
];

describe(sourceFacts, () => {
  it.each(CASES)('reads: $source', ({ source, facts }) => {
    expect(sourceFacts(tokenizeSource(source))).toStrictEqual(facts);
  });
});
