import { explain } from '../../lib/diagnostics/explain.ts';
import { formatText } from '../../lib/diagnostics/format-text.ts';
import { lintCallback } from '../../lib/params/lint-callback.ts';

const CALLBACK = '{"callbackUrl":"https://a.com/图","callbackBody":"a=$(b)","callbackSNI":true}';
const PAINTED = /\u001b\[1m/;

describe(formatText, () => {
  it('prints findings with place, caret, consequence and fix', () => {
    const lines = formatText(lintCallback(CALLBACK)).split('\n');
    expect(lines.slice(0, 8)).toEqual([
      'error dollar-sign-begins-a-variable (0007-00000105)',
      '  "$(b)" is no variable; write ${b}.',
      '  at input:1:52 in callbackBody',
      '    {"callbackUrl":"https://a.com/图","callbackBody":"a=$(b)","callbackSNI":true}',
      // The Chinese character is two columns wide.
      `    ${' '.repeat(52)}^`,
      '  OSS answered 400: nothing was stored and nobody was called.',
      '  - Write ${name}, with the brace next to the dollar sign. A $ that is meant as such cannot stand in the template: send it in a custom variable.',
      '  https://help.aliyun.com/zh/oss/user-guide/0007-00000105',
    ]);
    expect(lines.at(-1)).toBe('2 errors, 1 suggestion');
  });

  it('says so where there is nothing to find', () => {
    expect(formatText([])).toBe('Nothing to find fault with.');
  });

  it('prints a finding without a place', () => {
    expect(formatText(lintCallback('hello'))).not.toMatch(/ at /);
  });

  it('prints an explanation with its evidence', () => {
    const text = formatText(
      explain(
        '<Message>The callback configuration is not json format.</Message><ArgumentValue>{"callbackBody":"{"a"}"}</ArgumentValue>',
      ),
    );
    expect(text.split('\n').slice(0, 6)).toEqual([
      'The callback is not JSON (0007-00000003, callback-not-json)',
      '  This quote ends the string too early; it must be escaped as \\":',
      '    {"callbackBody":"{"a"}"}',
      `    ${' '.repeat(18)}^`,
      '  It was probably meant so:',
      '    {"callbackBody":"{\\"a\\"}"}',
    ]);
    expect(formatText(explain('cost:5000ms'))).toMatch(/^ {2}OSS gave up after 5000 ms/m);
    expect(formatText(explain('ERR_NOT_DURABLE'))).toMatch(/^The queue .* \(ERR_NOT_DURABLE\)$/m);
  });

  it('prints what is not known, with the nearest', () => {
    expect(formatText(explain('image info'))).toMatch(/not known[^]*image-info-failed/);
    expect(formatText(explain('hello'))).toBe('This error is not known.');
  });

  it('uses colours only where asked', () => {
    for (const subject of [lintCallback(CALLBACK), explain('203'), explain('image info')]) {
      expect(formatText(subject)).not.toMatch(PAINTED);
      expect(formatText(subject, { color: true })).toMatch(PAINTED);
    }
  });

  it('lets nothing from outside steer the terminal', () => {
    const text = formatText(
      lintCallback('{"callbackUrl":"https://a.com","callbackBody":"a=$(\u001b[31m\u202e)","\u0007":1}'),
    );
    expect(text).not.toMatch(/[\u001b\u0007\u202e]/);
  });
});
