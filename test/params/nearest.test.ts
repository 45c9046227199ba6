import { nearest } from '../../lib/params/nearest.ts';

const NAMES = ['object', 'mimeType', 'imageInfo.height', 'size'];

describe(nearest, () => {
  it.each([
    { name: 'MIMETYPE', found: 'mimeType' },
    { name: 'mime_type', found: 'mimeType' },
    { name: 'objetc', found: 'object' },
    { name: 'imageInfo.heigth', found: 'imageInfo.height' },
    { name: 'sie', found: 'size' },
    { name: 'sz', found: undefined },
    { name: 'nothing like it', found: undefined },
    { name: '', found: undefined },
  ])('finds for "$name": $found', ({ name, found }) => {
    expect(nearest(name, NAMES)).toBe(found);
  });

  it('finds nothing where there is nothing', () => {
    expect(nearest('a', [])).toBeUndefined();
  });
});
