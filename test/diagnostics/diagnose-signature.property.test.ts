import fc from 'fast-check';
import { diagnoseSignature } from '../../lib/diagnostics/diagnose-signature.ts';
import type { CallbackRequest } from '../../lib/http/callback-request.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { genuine, vectorToRequest } from '../helpers/vectors.ts';

const octets = fc.uint8Array({ maxLength: 200 });
const text = fc.string({ unit: codePoint, maxLength: 60 });
const looksLikeABody = fc.oneof(
  octets,
  fc.json().map((json) => Buffer.from(json)),
  fc.webQueryParameters().map((form) => Buffer.from(form)),
  octets.map((each) => Buffer.from(Buffer.from(each).toString('base64'))),
);
const someGenuine = fc.constantFrom(...genuine.map(vectorToRequest));
const change: fc.Arbitrary<Partial<CallbackRequest>> = fc.record(
  {
    method: text,
    path: fc.oneof(text, fc.webPath()),
    pathEncoding: fc.constantFrom('encoded', 'decoded'),
    pathPrefix: text,
    rawQuery: fc.oneof(text, fc.webQueryParameters()),
    body: looksLikeABody,
  },
  { requiredKeys: [] },
);
const headers = fc.dictionary(
  fc.constantFrom('authorization', 'x-oss-pub-key-url', 'content-length', 'content-md5', 'x-original-uri'),
  text,
);

describe('diagnoseSignature, for any request', () => {
  it('never throws, and gives up after a bounded number of strings', () => {
    fc.assert(
      fc.property(someGenuine, change, headers, text, (request, changed, changedHeaders, callbackUrl) => {
        const damaged = { ...request, ...changed, headers: { ...request.headers, ...changedHeaders } };
        const diagnosis = diagnoseSignature(damaged, { callbackUrls: [callbackUrl], pathPrefixes: [callbackUrl] });
        expect(diagnosis.tried).toBeLessThanOrEqual(50_000);
        expect(diagnosis.genuine && diagnosis.changes.length + diagnosis.causes.length > 0).toBe(false);
        expect(diagnosis.genuine || diagnosis.changes.length > 0 || diagnosis.causes.length > 0).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('takes no longer for a body of 1 MiB than a person waits', () => {
    const [request] = genuine.map(vectorToRequest);
    const body = Buffer.alloc(1_048_576, '{"a":"b%2F+&=\r\n');
    expect(diagnoseSignature({ ...request!, body }).tried).toBeLessThan(200);
  });
});
