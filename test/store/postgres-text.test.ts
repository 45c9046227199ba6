import fc from 'fast-check';
import { fromColumn, toColumn } from '../../lib/store/postgres-text.ts';
import { codePoint } from '../helpers/arbitraries.ts';

describe('toColumn and fromColumn', () => {
  it('keep any text, and spell it so that PostgreSQL takes it', () => {
    const property = fc.property(
      fc.string({ unit: codePoint }),
      fc.constantFrom('', '\u0000', '\ud800', '"', '\\'),
      (text, odd) => {
        const spelt = toColumn(text + odd);
        expect(fromColumn(spelt)).toBe(text + odd);
        expect(spelt).not.toContain('\u0000');
        expect(spelt.isWellFormed()).toBe(true);
      },
    );
    fc.assert(property);
  });

  it('leave what names and types really look like as it is', () => {
    expect(toColumn('image/svg+xml')).toBe('image/svg+xml');
    expect(toColumn('übung-图片')).toBe('übung-图片');
  });
});
