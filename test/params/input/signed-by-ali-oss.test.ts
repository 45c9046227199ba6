import { isSignedByAliOss } from '../../../lib/params/input/signed-by-ali-oss.ts';
import { tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

const isSigned = (source: string): boolean => isSignedByAliOss(tokenizeSource(source));

describe(isSignedByAliOss, () => {
  it.each([
    "client.signatureUrl('a', { method: 'PUT', callback }); client.put('a', 'b')",
    "client.signatureUrl('a', { method: 'PUT', 'callback': { url, body } }); client.put('a', 'b')",
    'client.asyncSignatureUrl("a", { "expires": 60, "callback": cb }); client.append("a", "b")',
    "client.signatureUrl('a'); client.signatureUrl('b', { callback }); client.put('a', 'b', { callback })",
    "const options = { callback }; client.signatureUrl('a', options)",
    "const { put } = client; client.signatureUrl('a', options)",
  ])('sees a callback signed into a URL by: %s', (source) => {
    expect(isSigned(source)).toBe(true);
  });

  it.each(['put', 'putStream', 'append', 'multipartUpload', 'completeMultipartUpload'])(
    'takes the options for those of %s where the URL is signed without any',
    (upload) => {
      expect(isSigned(`client.signatureUrl(name); await client.${upload}('a', b, { callback })`)).toBe(false);
    },
  );

  it.each([
    'const callback = { url, body }',
    "client.put('a', 'b', { callback })",
    "client.signatureUrl('callback'); client.put('a', 'b', { callback })",
    "client.signatureUrl('a', 'callback', { process: 'b' }); client.put('a', 'b', { callback })",
    'const { signatureUrl } = client; send({ callback })',
    "puts 'signatureUrl' (callback)",
    '',
  ])('sees none signed by: %s', (source) => {
    expect(isSigned(source)).toBe(false);
  });
});
