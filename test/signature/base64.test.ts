import fc from 'fast-check';
import { decodeBase64 } from '../../lib/signature/base64.ts';

describe('decodeBase64', () => {
  it('reads what an encoder writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (octets) => {
        expect(decodeBase64(Buffer.from(octets).toString('base64'))).toEqual(Buffer.from(octets));
      }),
    );
  });

  it.each([
    ['nothing', undefined],
    ['the empty string', ''],
    ['no padding', 'YQ'],
    ['half the padding', 'YQ='],
    ['too much padding', 'YQ==='],
    ['the URL-safe alphabet', 'a-_='],
    ['a space', 'YWJj YWJj'],
    ['a trailing line feed', 'YWJj\n'],
    ['a scheme', 'OSS YWJj'],
    ['two values', 'YWJj, YWJj'],
    ['padding in the middle', 'YQ==YQ=='],
    ['bits that the padding cuts off', 'YR=='],
    ['another alphabet', 'ä'],
  ])('refuses %s', (_name, text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('knows one spelling of each value only', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (text) => {
        const octets = decodeBase64(text);
        expect(octets === undefined || octets.toString('base64') === text).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
