import { isJson } from '../../lib/params/is-json.ts';

describe(isJson, () => {
  it.each([
    { text: '{"a":[1]}', expected: true },
    { text: ' null ', expected: true },
    { text: '', expected: false },
    { text: '{"a":1,}', expected: false },
  ])('says of $text: $expected', ({ text, expected }) => {
    expect(isJson(text)).toBe(expected);
  });
});
