import fc from 'fast-check';
import { MalformedRequestError } from '../../lib/errors.ts';
import { hasBadEscape, percentDecode } from '../../lib/signature/percent-decode.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

describe('percentDecode', () => {
  it.each([
    ['/a/b', '2f612f62'],
    ['/%E4%B8%AD', '2fe4b8ad'],
    ['/%e4%b8%ad', '2fe4b8ad'],
    ['/中', '2fe4b8ad'],
    ['/%E9', '2fe9'],
    ['/%ff%00', '2fff00'],
    ['/%2525', '2f253235'],
    ['/a+b%2Bc', '2f612b622b63'],
    ['', ''],
  ])('decodes %j once, to octets', (text, hex) => {
    expect(percentDecode(text).toString('hex')).toBe(hex);
  });

  it.each(['/%', '/%4', '/%zz', '/%4g', '/a%20%', '/%%41', '/%u0041'])('refuses the escape in %j', (text) => {
    expect(hasBadEscape(text)).toBe(true);
    const error = thrownBy(() => percentDecode(text));
    expect(error).toBeInstanceOf(MalformedRequestError);
    expect(error).toHaveProperty('message', 'expected two hex digits after each % of the path');
  });

  it('gives back every octet that is escaped', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (octets) => {
        const text = [...octets].map((octet) => `%${octet.toString(16).padStart(2, '0')}`).join('');
        expect(percentDecode(text)).toEqual(Buffer.from(octets));
      }),
    );
  });

  it('agrees with decodeURIComponent on what that can read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(percentDecode(encodeURIComponent(text)).toString()).toBe(text);
      }),
    );
  });
});
