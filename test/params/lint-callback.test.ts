import fc from 'fast-check';
import { fixCallback } from '../../lib/params/fix-callback.ts';
import { lintCallback } from '../../lib/params/lint-callback.ts';
import { RULE_CODES } from '../../lib/params/rule-code.ts';
import { RULES } from '../../lib/params/rules/index.ts';
import { REFUSALS } from '../../lib/params/refusal.ts';
import { validateCallback } from '../../lib/params/validate-callback.ts';
import { codePoint, webUrl } from '../helpers/arbitraries.ts';
import { base64, callbackWith } from '../helpers/test-rule.ts';

// Callbacks that are nearly right: each field is good, or one of the values that go wrong.
const odd = fc.constantFrom<unknown>(
  '',
  'a',
  'a b',
  1,
  null,
  true,
  {},
  [],
  'ftp://a',
  'http://10.0.0.1',
  '[::1]',
  'a;b;c;d;e;f',
  'a:b',
  '$(x)',
  '${x',
  '1.2.3',
  '${bucket}',
  '"',
  '\ud800',
  '1.0',
  'text/plain',
  { 'x-oss-a': 'b' },
);
const nearlyRight = fc.record(
  {
    callbackUrl: fc.oneof(webUrl, odd),
    callbackBody: fc.oneof(
      fc.string({ unit: fc.constantFrom('$', '{', '}', 'x', ':', '"', 'a', '\\', '%', '(') }),
      odd,
    ),
    callbackBodyType: fc.oneof(fc.constantFrom('application/json', 'application/x-www-form-urlencoded'), odd),
    callbackHost: odd,
    callbackSNI: odd,
    signatureVersion: odd,
    additionalHeaders: odd,
  },
  { requiredKeys: [] },
);
const nearlyVars = fc.dictionary(fc.constantFrom('x:a', 'a', 'x:', 'x:A', 'X:a', 'x:x:a'), odd);
const encoded = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: value.map(base64) },
    fc.option(
      value.map((each) => JSON.stringify(each)),
      { nil: undefined },
    ),
    fc.constant('A'.repeat(5124)),
  );

describe(lintCallback, () => {
  it('has an error wherever OSS would refuse', () => {
    fc.assert(
      fc.property(
        fc.record({
          header: encoded(nearlyRight),
          query: fc.option(fc.constant(base64({})), { nil: undefined, freq: 10 }),
          headerVar: encoded(nearlyVars),
          queryVar: fc.option(fc.constant('e30='), { nil: undefined, freq: 10 }),
        }),
        (parameters) => {
          const refusal = validateCallback(parameters);
          const findings = lintCallback({ kind: 'headers', text: '', parameters, isWhole: true });
          const errors = findings.filter(({ severity }) => severity === 'error');
          expect(refusal === undefined || errors.length > 0).toBe(true);
          const same = errors.find(({ code }) => RULES[code].refusal === refusal?.reason);
          expect(refusal === undefined || same !== undefined).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('says of every refusal of OSS which rule it is', () => {
    const reasons = RULE_CODES.flatMap((code) => RULES[code].refusal ?? []);
    expect(new Set(reasons)).toEqual(new Set(Object.keys(REFUSALS)));
  });

  it('gives the error the number of OSS, and a milder finding of the same rule none', () => {
    expect(lintCallback(callbackWith({ callbackUrl: 'http://10.0.0.1' }))).toContainEqual(
      expect.objectContaining({ code: 'callback-host-is-public', ec: '0007-00000008' }),
    );
    const [reserved] = lintCallback(callbackWith({ callbackUrl: 'http://169.254.0.1' }));
    expect(reserved).toMatchObject({ code: 'callback-host-is-public', severity: 'warning' });
    expect(reserved).not.toHaveProperty('ec');
  });

  it('takes the names of callback policies', () => {
    const text = '{"callbackPolicy":"p"}';
    expect(lintCallback(text)).toEqual([]);
    expect(lintCallback(text, { callbackPolicies: ['p'] })).toEqual([]);
    expect(lintCallback(text, { callbackPolicies: [] })).toMatchObject([{ code: 'callback-policy-is-known' }]);
  });

  it('shows line and column in a text of several lines', () => {
    const text = JSON.stringify({ callbackUrl: 'https://a.com', callbackBody: 'a=$(b)', callbackSNI: true }, null, 2);
    const finding = lintCallback(text).find(({ code }) => code === 'dollar-sign-begins-a-variable');
    expect(finding?.position).toMatchObject({
      in: 'input',
      line: 3,
      column: 22,
      path: 'callbackBody',
      excerpt: '  "callbackBody": "a=$(b)",',
      caret: 21,
    });
  });

  it('shows the place in the decoded text where the input is encoded', () => {
    const finding = lintCallback(base64({ callbackUrl: 'a:b', callbackBody: 'a' }))[0];
    expect(finding?.position).toMatchObject({ in: 'callback', offset: 16 });
  });

  it('never throws, and neither does fixing', () => {
    const anything = fc.oneof(
      fc.string({ unit: codePoint, maxLength: 300 }),
      nearlyRight.map((each) => JSON.stringify(each)),
      nearlyRight.map(base64),
      nearlyRight.map((each) => `callback = ${JSON.stringify(each)}`),
      nearlyRight.map((each) => `x-oss-callback: ${base64(each)}`),
      nearlyRight.map((each) => `curl -F callback=${base64(each)} -F x:a=b -F policy=${base64(each)}`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(() => fixCallback(text)).not.toThrow();
      }),
      { numRuns: 1000 },
    );
  });
});

describe(fixCallback, () => {
  it('mends one thing after the other', () => {
    const text =
      '{"callbackUrl":"https://例子.com/a b","callbackBody":"{"bucket":"${bucket}","key":${key},"s":$(size)}","callbackBodyType":"application/json; charset=utf-8"}';
    const { callback, findings, fixed } = fixCallback(text);
    expect(callback).toEqual({
      callbackUrl: 'https://xn--fsqu00a.com/a%20b',
      callbackBody: '{"bucket":${bucket},"key":${object},"s":${size}}',
      callbackBodyType: 'application/json',
      callbackSNI: true,
    });
    expect(fixed).toHaveLength(7);
    expect(findings.map(({ severity }) => severity)).not.toContain('error');
  });

  it('mends parameters in a query and in a form, too', () => {
    const callback = encodeURIComponent(base64({ callbackUrl: 'https://a.com', callbackBody: 'a=${x:a}' }));
    const inQuery = fixCallback(
      `https://b.com/k?callback=${callback}&callback-var=${encodeURIComponent(base64({ a: 1 }))}`,
    );
    expect(inQuery.callback).toMatchObject({ callbackSNI: true });
    expect(inQuery.vars).toStrictEqual({ 'x:a': '1' });
    const inForm = fixCallback(`curl https://b.com -F callback=${decodeURIComponent(callback)} -F x:a=b`);
    expect(inForm.callback).toMatchObject({ callbackSNI: true });
    expect(inForm).not.toHaveProperty('vars');
  });

  it('mends a hundred things at most, and says what is left', () => {
    const text = callbackWith({ callbackBody: '"${object}"'.repeat(101), callbackBodyType: 'application/json' });
    const { callback, findings, fixed } = fixCallback(text);
    expect(callback).toMatchObject({ callbackBody: `${'${object}'.repeat(100)}"\${object}"` });
    expect(fixed.map(({ code }) => code)).toStrictEqual(Array(100).fill('json-variables-are-not-quoted'));
    expect(findings.filter(({ fix }) => fix)).toHaveLength(1);
  });

  it('gives no callback where there is none', () => {
    expect(fixCallback('hello')).toMatchObject({ fixed: [], findings: [{ code: 'callback-is-found' }] });
    expect(fixCallback('hello')).not.toHaveProperty('callback');
  });
});
