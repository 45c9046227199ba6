import { nearest } from '../../lib/params/nearest.ts';

const NAMES = ['object', 'mimeType', 'imageInfo.height', 'size', 'x:maß'];

describe(nearest, () => {
  it.each([
    { name: 'MIMETYPE', found: 'mimeType' },
    { name: 'mime_type', found: 'mimeType' },
    { name: 'objetc', found: 'object' },
    { name: 'imageInfo.heigth', found: 'imageInfo.height' },
    { name: 'x:MAẞ', found: 'x:maß' },
    { name: 'SIZE', found: 'size' },
    { name: 'sie', found: 'size' },
    { name: 'cite', found: undefined },
    { name: 'xxsize', found: 'size' },
    { name: 'xxxsize', found: undefined },
    { name: 'sz', found: undefined },
    { name: 'nothing like it', found: undefined },
    { name: '', found: undefined },
  ])('finds for "$name": $found', ({ name, found }) => {
    expect(nearest(name, NAMES)).toBe(found);
  });

  it.each([[], [''], ['_-']])('finds nothing where there is nothing: %j', (...candidates) => {
    expect(nearest('abc', candidates)).toBeUndefined();
  });

  it('looks at the first 64 letters', () => {
    const long = 'a'.repeat(64);
    expect(nearest(`${long}bcd`, ['a', long])).toBe(long);
  });
});
