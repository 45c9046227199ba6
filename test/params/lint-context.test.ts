import type { CallbackInput } from '../../lib/params/callback-input.ts';
import { createLintContext, encodedPosition, textPosition, varPosition } from '../../lib/params/lint-context.ts';
import { lintCallback } from '../../lib/params/lint-callback.ts';
import { readInput } from '../../lib/params/read-input.ts';
import { base64, callbackWith, headersWith } from '../helpers/test-rule.ts';

const contextOf = (text: string) => createLintContext(readInput(text));

describe(createLintContext, () => {
  it.each([
    { name: 'JSON', callbackBodyType: 'application/json', isJsonBody: true },
    { name: 'JSON spelt otherwise', callbackBodyType: 'text/JSON; charset=utf-8', isJsonBody: true },
    { name: 'a form', callbackBodyType: 'application/x-www-form-urlencoded', isJsonBody: false },
    { name: 'none, which is a form', callbackBodyType: undefined, isJsonBody: false },
    { name: 'JSON in a list, which is no text', callbackBodyType: ['application/json'], isJsonBody: false },
  ])('tells from the body type whether the body is JSON: $name', ({ callbackBodyType, isJsonBody }) => {
    expect(contextOf(callbackWith({ callbackBodyType })).isJsonBody).toBe(isJsonBody);
  });

  it.each<{ name: string; text: string; declared: string[] | undefined }>([
    { name: 'unknown of a lone callback', text: callbackWith({}), declared: undefined },
    { name: 'none in a whole request', text: JSON.stringify({ callback: base64(callbackWith({})) }), declared: [] },
    { name: 'those of lone variables', text: '{"x:a":"b"}', declared: ['x:a'] },
    { name: 'those of headers', text: headersWith({ 'x:a': 'b' }), declared: ['x:a'] },
    {
      name: 'those of a form',
      text: JSON.stringify({ callback: base64(callbackWith({})), 'x:a': 'b' }),
      declared: ['x:a'],
    },
  ])('knows the names of custom variables: $name', ({ text, declared }) => {
    expect(contextOf(text).declared).toStrictEqual(declared);
  });

  it('has no template where the body is no text', () => {
    expect(contextOf(callbackWith({ callbackBody: 1 })).template).toStrictEqual({ parts: [], strayDollars: [] });
  });
});

describe('a URL that is empty', () => {
  it('is missing, and nothing else is said of it', () => {
    expect(lintCallback(callbackWith({ callbackUrl: '' }))).toMatchObject([
      { code: 'callback-url-is-valid', args: { problem: 'missing' } },
    ]);
  });
});

describe(varPosition, () => {
  it('shows the name of a variable, in the text behind its base64', () => {
    expect(varPosition(contextOf(headersWith({ 'x:a': 'b', 'x:c': 'd' })), 'x:c')).toStrictEqual({
      in: 'callback-var',
      offset: 11,
      line: 1,
      column: 12,
      path: 'x:c',
      excerpt: '{"x:a":"b","x:c":"d"}',
      caret: 11,
    });
  });
});

describe(textPosition, () => {
  it.each([
    { name: 'in the input that holds it', text: ' {"x:a":"b"}', in: 'input', offset: 3, excerpt: ' {"x:a":"b"}' },
    {
      name: 'in what the input encodes',
      text: base64('{"x:a":"b"}'),
      in: 'callback-var',
      offset: 2,
      excerpt: '{"x:a":"b"}',
    },
  ])('shows a place $name', ({ text, in: where, offset, excerpt }) => {
    const context = contextOf(text);
    expect(textPosition(context, { document: context.vars!, in: 'callback-var', offset: 2 })).toStrictEqual({
      in: where,
      offset,
      line: 1,
      column: offset + 1,
      excerpt,
      caret: offset,
    });
  });
});

describe(encodedPosition, () => {
  const input: CallbackInput = {
    kind: 'headers',
    text: 'Host: b\nx-oss-callback: e30=',
    parameters: {},
    isWhole: true,
  };

  it('shows where a parameter stands in the input', () => {
    expect(encodedPosition(createLintContext(input), 'e30=')).toStrictEqual({
      in: 'input',
      offset: 24,
      line: 2,
      column: 17,
      excerpt: 'x-oss-callback: e30=',
      caret: 16,
    });
  });

  it('shows nothing where the input spells it otherwise', () => {
    expect(encodedPosition(createLintContext(input), 'e31=')).toBeUndefined();
  });
});
