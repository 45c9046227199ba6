import { aliOssCallback } from '../../../lib/params/input/ali-oss-callback.ts';
import { sourceFacts } from '../../../lib/params/input/source-facts.ts';
import { tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

describe(aliOssCallback, () => {
  it.each([
    {
      name: 'leaves out what is null',
      source: "x = { url: 'http://a.com', body: 'a', host: null, contentType: null, callbackSNI: null }",
      made: { callback: '{"callbackUrl":"http://a.com","callbackBody":"a"}' },
    },
    {
      name: 'passes over an object with a url alone, and one with a body alone',
      source:
        "a = { url: 'http://b.com' }; b = { body: 'b' }; c = { url: 'http://a.com', body: 'a', customValue: { a: 1 } }",
      made: { callback: '{"callbackUrl":"http://a.com","callbackBody":"a"}', vars: '{"x:a":"1"}' },
    },
    { name: 'finds nothing where no object has both', source: "a = { url: 'http://b.com' }; b = { body: 'b' }" },
  ])('$name', ({ source, made }) => {
    const tokens = tokenizeSource(source);
    expect(aliOssCallback(sourceFacts(tokens), tokens)).toStrictEqual(made);
  });
});
