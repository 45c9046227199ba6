import { createLintContext } from '../../lib/params/lint-context.ts';
import { readInput } from '../../lib/params/read-input.ts';
import { renameFix } from '../../lib/params/rename-fix.ts';
import { base64, callbackWith, headersWith } from '../helpers/test-rule.ts';

const contextOf = (text: string) => createLintContext(readInput(text));

describe(renameFix, () => {
  it('gives the value a new name, and takes the old one away', () => {
    expect(renameFix(contextOf(headersWith({ A: 'b', 'x:c': 'd' })), 'A', 'x:a')).toStrictEqual({
      target: 'callback-var',
      set: { 'x:a': 'b' },
      remove: ['A'],
    });
  });

  it.each([
    { name: 'the new name is taken', text: headersWith({ A: 'b', 'x:a': 'd' }) },
    {
      name: 'the variable is a field of a form',
      text: JSON.stringify({ callback: base64(callbackWith({})), 'x:A': 'b' }),
    },
    { name: 'there are no variables', text: callbackWith({}) },
  ])('gives none where $name', ({ text }) => {
    expect(renameFix(contextOf(text), 'A', 'x:a')).toBeUndefined();
  });
});
