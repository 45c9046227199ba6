import { ConfigInvalidError } from '../../lib/errors.ts';
import { parseReviewRules } from '../../lib/worker/review-rules.ts';

describe('parseReviewRules', () => {
  it('takes no rules', () => {
    expect(parseReviewRules(undefined)).toEqual({});
    expect(parseReviewRules({})).toEqual({});
  });

  it('takes every rule there is', () => {
    const limits = {
      keyPrefixes: ['img/'],
      mimeTypes: ['image/*', 'application/vnd.ms-excel'],
      minSize: 0,
      maxSize: 5_000_000,
      minWidth: 1,
      maxWidth: 1,
      minHeight: 1,
      maxHeight: 9_000,
      formats: ['jpg'],
    };
    const rules = { allowedBuckets: ['a'], default: limits, buckets: { a: {} } };
    expect(parseReviewRules(rules)).toEqual(rules);
  });

  it.each([
    { value: null, message: 'REVIEW_RULES must be an object with any of allowedBuckets, default, buckets, got null' },
    { value: [], message: 'REVIEW_RULES must be an object with any of' },
    { value: 'text', message: 'REVIEW_RULES must be an object with any of' },
    { value: { bucket: {} }, message: '; "bucket" is none of them' },
    { value: { default: { maxsize: 1 } }, message: 'REVIEW_RULES.default must be an object with any of keyPrefixes, ' },
    { value: { default: { maxsize: 1 } }, message: 'formats; "maxsize" is none of them' },
    { value: { default: [] }, message: 'REVIEW_RULES.default must be an object with any of' },
    { value: { default: { maxSize: '1' } }, message: 'REVIEW_RULES.default.maxSize must be a whole number, got "1"' },
    { value: { default: { maxSize: -1 } }, message: 'REVIEW_RULES.default.maxSize must be a whole number, got -1' },
    { value: { default: { minSize: 1.5 } }, message: 'must be a whole number, got 1.5' },
    {
      value: { default: { minSize: 2, maxSize: 1 } },
      message: 'must be rules whose minimum is not over their maximum',
    },
    { value: { default: { minWidth: 2, maxWidth: 1 } }, message: 'must be rules whose minimum is not over' },
    { value: { default: { minHeight: 2, maxHeight: 1 } }, message: 'must be rules whose minimum is not over' },
    { value: { default: { mimeTypes: ['image'] } }, message: 'mimeTypes.0 must be a list of MIME types such as' },
    { value: { default: { mimeTypes: ['*/*'] } }, message: 'mimeTypes.0 must be a list of MIME types such as' },
    { value: { default: { keyPrefixes: 'img/' } }, message: 'keyPrefixes must be a list of texts that are not empty' },
    { value: { default: { keyPrefixes: [''] } }, message: 'keyPrefixes.0 must be a list of texts that are not empty' },
    { value: { buckets: { a: { maxSize: 'x' } } }, message: 'REVIEW_RULES.buckets.a.maxSize must be a whole number' },
    { value: { buckets: { a: { maxsize: 1 } } }, message: 'REVIEW_RULES.buckets.a must be an object with any of' },
    { value: { buckets: [] }, message: 'REVIEW_RULES.buckets must be an object of rule sets by bucket, got []' },
    { value: { buckets: null }, message: 'REVIEW_RULES.buckets must be an object of rule sets by bucket, got null' },
    { value: { buckets: 'a' }, message: 'REVIEW_RULES.buckets must be an object of rule sets by bucket, got "a"' },
  ])('refuses $value', ({ value, message }) => {
    const parse = () => parseReviewRules(value);
    expect(parse).toThrow(ConfigInvalidError);
    expect(parse).toThrow(
      expect.objectContaining({
        code: 'ERR_CONFIG_INVALID',
        message: expect.stringContaining(message) as string,
      }) as Error,
    );
  });
});
