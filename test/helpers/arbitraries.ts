import fc from 'fast-check';

const SURROGATES = { begin: 0xd800, count: 0x800 };

/**
 * A unit of `fc.string`: any code point but half a surrogate pair. fast-check's own, `binary`, makes a table of all million of them,
 * which takes a second in each file.
 */
export const codePoint: fc.Arbitrary<string> = fc.integer({ min: 0, max: 0x10_ffff - SURROGATES.count }).map(
  (index) => String.fromCodePoint(index < SURROGATES.begin ? index : index + SURROGATES.count),
  // By it fast-check knows that the names which hurt objects, such as `__proto__`, are texts too.
  (value) => {
    const point = typeof value === 'string' ? value.codePointAt(0) : undefined;
    if (point === undefined || String.fromCodePoint(point) !== value) throw new TypeError('no code point');
    return point < SURROGATES.begin ? point : point - SURROGATES.count;
  },
);

/** An http or https URL with a path, whose segments are escaped; fast-check's own stands on `binary`. */
export const webUrl: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.webAuthority(),
    fc.array(fc.string({ unit: codePoint }).map(encodeURIComponent)),
  )
  .map(([scheme, authority, segments]) => [`${scheme}://${authority}`, ...segments].join('/'));
