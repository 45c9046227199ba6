import type { Upload } from '../../lib/upload.ts';
import type { ReviewRules } from '../../lib/worker/review-rules.ts';
import { reviewUpload } from '../../lib/worker/review-upload.ts';

const image: Upload = {
  bucket: 'pictures',
  object: 'img/2026/a.jpg',
  size: 1_000,
  mimeType: 'Image/JPEG; q=1',
  imageInfo: { width: 640, height: 480, format: 'jpg' },
};

interface Case {
  readonly name: string;
  readonly rules: ReviewRules;
  readonly upload?: Upload;
  readonly broken: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'no rules', rules: {}, broken: [] },
  { name: 'an allowed bucket', rules: { allowedBuckets: ['other', 'pictures'] }, broken: [] },
  { name: 'another bucket', rules: { allowedBuckets: ['other'] }, broken: ['allowedBuckets'] },
  { name: 'no bucket', rules: { allowedBuckets: ['other'] }, upload: {}, broken: ['allowedBuckets'] },
  { name: 'no bucket allowed', rules: { allowedBuckets: [] }, broken: ['allowedBuckets'] },
  { name: 'a prefix', rules: { default: { keyPrefixes: ['doc/', 'img/'] } }, broken: [] },
  { name: 'another prefix', rules: { default: { keyPrefixes: ['mg/'] } }, broken: ['keyPrefixes'] },
  { name: 'a MIME type in another case', rules: { default: { mimeTypes: ['image/Jpeg'] } }, broken: [] },
  { name: 'a family of MIME types', rules: { default: { mimeTypes: ['text/plain', 'image/*'] } }, broken: [] },
  { name: 'another MIME type', rules: { default: { mimeTypes: ['image/jp', 'imag/*'] } }, broken: ['mimeTypes'] },
  { name: 'no MIME type', rules: { default: { mimeTypes: ['image/*'] } }, upload: {}, broken: ['mimeTypes'] },
  { name: 'limits that are just kept', rules: { default: { minSize: 1_000, maxSize: 1_000 } }, broken: [] },
  { name: 'too small', rules: { default: { minSize: 1_001 } }, broken: ['minSize'] },
  { name: 'too large', rules: { default: { maxSize: 999 } }, broken: ['maxSize'] },
  { name: 'an empty file', rules: { default: { minSize: 1 } }, upload: { size: 0 }, broken: ['minSize'] },
  { name: 'no size', rules: { default: { minSize: 0, maxSize: 9 } }, upload: {}, broken: ['minSize', 'maxSize'] },
  { name: 'too narrow', rules: { default: { minWidth: 641, minHeight: 480 } }, broken: ['minWidth'] },
  { name: 'too wide', rules: { default: { maxWidth: 639, maxHeight: 480 } }, broken: ['maxWidth'] },
  { name: 'too low', rules: { default: { minWidth: 640, minHeight: 481 } }, broken: ['minHeight'] },
  { name: 'too high', rules: { default: { maxWidth: 640, maxHeight: 479 } }, broken: ['maxHeight'] },
  { name: 'no image', rules: { default: { maxWidth: 9 } }, upload: { size: 1 }, broken: ['maxWidth'] },
  { name: 'a format', rules: { default: { formats: ['png', 'JPEG'] } }, broken: [] },
  { name: 'another format', rules: { default: { formats: ['png'] } }, broken: ['formats'] },
  {
    name: 'a format whose name only ends like that of JPEG',
    rules: { default: { formats: ['mjpeg'] } },
    upload: { imageInfo: { format: 'mjpg' } },
    broken: ['formats'],
  },
  {
    name: 'a format whose name only begins like that of JPEG',
    rules: { default: { formats: ['jpeg2000'] } },
    upload: { imageInfo: { format: 'jpg2000' } },
    broken: ['formats'],
  },
  {
    name: "its bucket's rules, not the default",
    rules: { default: { maxSize: 1 }, buckets: { pictures: {} } },
    broken: [],
  },
  { name: "its bucket's own rules", rules: { buckets: { pictures: { maxSize: 1 } } }, broken: ['maxSize'] },
  { name: "another bucket's rules", rules: { buckets: { other: { maxSize: 1 } } }, broken: [] },
  {
    name: 'a bucket called as what objects have',
    rules: { default: { maxSize: 1 }, buckets: {} },
    upload: { bucket: 'constructor', size: 2 },
    broken: ['maxSize'],
  },
  {
    name: 'no bucket where one is called undefined',
    rules: { buckets: { undefined: { maxSize: 1 } } },
    upload: { size: 2 },
    broken: [],
  },
  {
    name: 'several broken rules',
    rules: { allowedBuckets: [], default: { keyPrefixes: [], maxSize: 1 } },
    broken: ['allowedBuckets', 'keyPrefixes', 'maxSize'],
  },
];

describe('reviewUpload', () => {
  it.each(cases)('sees $name', ({ rules, upload = image, broken }) => {
    const { accepted, reasons } = reviewUpload(upload, rules);
    expect(reasons.map(({ rule }) => rule)).toEqual(broken);
    expect(accepted).toBe(broken.length === 0);
  });

  it('says what was expected, what came, and what is missing', () => {
    const { reasons } = reviewUpload(image, { default: { maxSize: 10, formats: ['png'] } });
    expect(reasons.map(({ message }) => message)).toEqual([
      'imageInfo.format "jpg" breaks formats ["png"]',
      'size 1000 breaks maxSize 10',
    ]);
  });

  it.each<{ rules: ReviewRules; variable: string }>([
    { rules: { allowedBuckets: ['a'] }, variable: 'bucket' },
    { rules: { default: { keyPrefixes: ['a'] } }, variable: 'object' },
    { rules: { default: { mimeTypes: ['a/b'] } }, variable: 'mimeType' },
    { rules: { default: { formats: ['png'] } }, variable: 'imageInfo.format' },
    { rules: { default: { minSize: 1 } }, variable: 'size' },
    { rules: { default: { maxSize: 1 } }, variable: 'size' },
    { rules: { default: { minWidth: 1 } }, variable: 'imageInfo.width' },
    { rules: { default: { maxWidth: 1 } }, variable: 'imageInfo.width' },
    { rules: { default: { minHeight: 1 } }, variable: 'imageInfo.height' },
    { rules: { default: { maxHeight: 1 } }, variable: 'imageInfo.height' },
  ])('names $variable, which is missing, for $rules', ({ rules, variable }) => {
    const [rule] = Object.keys(rules.default ?? rules);
    const message = `${rule} needs ${variable}, which the callback does not carry`;
    expect(reviewUpload({}, rules).reasons).toEqual([{ rule, message }]);
  });

  it('shows no more of a long value than helps', () => {
    const { reasons } = reviewUpload({ object: 'x'.repeat(198) }, { default: { keyPrefixes: ['y'.repeat(60_000)] } });
    expect(reasons[0]?.message).toBe(`object "${'x'.repeat(198)}" breaks keyPrefixes ["${'y'.repeat(198)}…`);
  });
});
