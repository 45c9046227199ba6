import { countPlainNames } from '../../lib/params/count-plain-names.ts';

const nested = `${'['.repeat(16)}${']'.repeat(16)}`;

describe(countPlainNames, () => {
  it.each([
    { text: '{}', names: 0 },
    { text: '{"size":1,"etag":true}', names: 2 },
    { text: '{"a":1,"a":{"b" : [false, null, 20, {"c":3}]}}', names: 4 },
    { text: '{"a:b":"c:d"}', names: 1 },
    { text: '{"a\\":\\\\\\":b":"","c":"\\\\"}', names: 2 },
    { text: '{"a\\"b:c:d":1}', names: 1 },
    { text: '{"a\\\\":1,"b":2}', names: 2 },
    { text: '{"a":"-1.5e3"}', names: 1 },
    { text: `{"a":${nested}}`, names: 1 },
    { text: '{"numbers":123456789012345}', names: 1 },
  ])('counts in $text: $names', ({ text, names }) => {
    expect(countPlainNames(text)).toBe(names);
  });

  it.each(['-1', '1.0', '1e3', '1E3', '1234567890123456'])('leaves %s to a reader that loses no digit', (number) => {
    expect(countPlainNames(`{"a":1,"b":${number},"c":2}`)).toBeUndefined();
  });
});
