import { markDescription, readMarker } from '../../../lib/deploy/aliyun/ownership.ts';

describe('readMarker', () => {
  it.each([{ owner: 'oss-callback-receiver/prod' }, { owner: 'oss-callback-receiver/prod', domain: 'up.example.com' }])(
    'reads what markDescription wrote: %o',
    (marker) => {
      expect(readMarker(markDescription('Takes callbacks', marker))).toEqual(marker);
      expect(readMarker(markDescription('', marker))).toEqual(marker);
    },
  );

  it.each([undefined, '', 'made in the console', '[serverless: a/b] and more', '[serverless: a/b, domain ]'])(
    'sees no marker in %j',
    (description) => {
      expect(readMarker(description)).toBeUndefined();
    },
  );
});
