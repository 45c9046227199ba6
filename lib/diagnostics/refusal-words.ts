import type { RefusalReason } from '../params/refusal.ts';
import { DOCS, NOTHING_STORED, type Words } from './words.ts';

const ENCODE =
  'Write the JSON in UTF-8 and encode it once as standard base64 (+ and /, padded with =, no line breaks). In a URL percent-encode that base64.';
const STRINGIFY =
  'Let a JSON serializer write the callback; never put strings together by hand. In JavaScript: JSON.stringify({ callbackUrl, callbackBody }).';
const BUILD = 'Let oss-callback build, or oss-callback snippet for your SDK, write it.';

/** Words for each reason for which OSS refuses parameters. A reason without words does not compile. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, Words>> = {
  'callback-too-long': {
    title: 'The callback is longer than 5 KB',
    cause: 'The base64 of the callback has more than 5,120 characters.',
    consequence: NOTHING_STORED,
    fix: ['Shorten callbackBody and callbackUrl; put what is long behind an id that the receiver can look up.'],
    docs: DOCS.ec('0007-00000001'),
  },
  'callback-not-base64': {
    title: 'The callback is not base64',
    cause: 'The parameter is raw JSON, is percent-encoded, uses the URL-safe alphabet (- and _), or lost its padding.',
    consequence: NOTHING_STORED,
    fix: [ENCODE, BUILD],
    docs: DOCS.ec('0007-00000002'),
  },
  'callback-not-json': {
    title: 'The callback is not JSON',
    cause:
      'Behind the base64 stands something that is no JSON object. Mostly the quotes inside of callbackBody are not escaped: in JSON, " within a string is \\" and \\ is \\\\.',
    consequence: NOTHING_STORED,
    fix: [
      'Escape the quotes: "callbackBody":"{\\"bucket\\":${bucket}}". In Java and C# source, where the SDK escapes nothing, that is \\\\\\" for each quote.',
      STRINGIFY,
    ],
    docs: DOCS.ec('0007-00000003'),
  },
  'url-invalid': {
    title: 'callbackUrl is missing or no URL',
    cause: 'There is no callbackUrl, it is no text, it has no host, or its port is not a number.',
    consequence: NOTHING_STORED,
    fix: ['Give an absolute http or https URL, such as https://example.com/oss/callback; a port must be a number.'],
    docs: DOCS.ec('0007-00000004'),
  },
  'too-many-urls': {
    title: 'There are more than five callback URLs',
    cause: 'callbackUrl holds more than five URLs, separated by semicolons. A semicolon inside of a URL counts, too.',
    consequence: NOTHING_STORED,
    fix: ['Give five at most; write a semicolon that belongs to a URL as %3B.'],
    docs: DOCS.ec('0007-00000005'),
  },
  'host-unknown': {
    title: "OSS finds no address for the callback's host",
    cause: 'The host does not resolve, resolves to IPv6 only, is an IPv6 address, or is an incomplete IPv4 address.',
    consequence: NOTHING_STORED,
    fix: ['Use a name that public DNS resolves to an IPv4 address; check it with a resolver outside of your network.'],
    docs: DOCS.ec('0007-00000007'),
  },
  'address-private': {
    title: 'The callback leads to a private address',
    cause:
      'The host is, or resolves to, localhost, 127.0.0.0/8 or a private range (10/8, 172.16/12, 192.168/16). Some tunnels resolve so.',
    consequence: NOTHING_STORED,
    fix: [
      'Give the receiver a public address.',
      'To work on your own machine, upload to the local simulator (oss-callback simulate), which takes private addresses.',
    ],
    docs: DOCS.ec('0007-00000008'),
  },
  'callback-host-invalid': {
    title: 'callbackHost is not text',
    cause: 'callbackHost is a number, a list, an object or null.',
    consequence: NOTHING_STORED,
    fix: ['Leave callbackHost out (it is the host of callbackUrl then), or give it as text.'],
    docs: DOCS.ec('0007-00000009'),
  },
  'body-invalid': {
    title: 'callbackBody is not text',
    cause: 'callbackBody is an object or a number. Also a JSON body is a string in the callback JSON.',
    consequence: NOTHING_STORED,
    fix: ['Write the template as text, without quotes around its variables: "{\\"bucket\\":${bucket}}".', BUILD],
    docs: DOCS.ec('0007-00000010'),
  },
  'body-empty': {
    title: 'callbackBody is missing or empty',
    cause: 'OSS has nothing to send.',
    consequence: NOTHING_STORED,
    fix: ['Give a template, such as bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&reqId=${reqId}.'],
    docs: DOCS.ec('0007-00000011'),
  },
  'body-type-invalid': {
    title: 'callbackBodyType is not text',
    cause: 'callbackBodyType is null, a number or an object.',
    consequence: NOTHING_STORED,
    fix: ['Give application/json or application/x-www-form-urlencoded, or leave it out for the latter.'],
    docs: DOCS.ec('0007-00000012'),
  },
  'body-type-unsupported': {
    title: 'callbackBodyType is not one that OSS knows',
    cause: 'OSS compares the whole text: a charset, another spelling or another type is refused.',
    consequence: NOTHING_STORED,
    fix: ['Give exactly application/json or application/x-www-form-urlencoded, without "; charset=utf-8".'],
    docs: DOCS.ec('0007-00000013'),
  },
  'signature-version-invalid': {
    title: 'signatureVersion is neither 1.0 nor 2.0',
    cause: 'The field is for invited accounts only, and has these two values.',
    consequence: NOTHING_STORED,
    fix: ['Leave signatureVersion out.'],
    docs: DOCS.callback,
  },
  'additional-headers-invalid': {
    title: 'additionalHeaders holds what it must not',
    cause: 'The field is for invited accounts only; it is a map, and none of its names may begin with x-oss-.',
    consequence: NOTHING_STORED,
    fix: ['Leave additionalHeaders out, and put the values into callbackBody or custom variables.'],
    docs: DOCS.ec('0007-00000026'),
  },
  'callback-twice': {
    title: 'The callback is given twice',
    cause: 'The same upload has the header x-oss-callback and the query parameter callback.',
    consequence: NOTHING_STORED,
    fix: ['Use one: with a presigned URL that holds the callback, leave the header out.'],
    docs: DOCS.ec('0007-00000027'),
  },
  'callback-var-twice': {
    title: 'The custom variables are given twice',
    cause: 'The same upload has the header x-oss-callback-var and the query parameter callback-var.',
    consequence: NOTHING_STORED,
    fix: ['Use one, the same way as for the callback itself.'],
    docs: DOCS.ec('0007-00000028'),
  },
  'callback-var-too-long': {
    title: 'The custom variables are longer than 5 KB',
    cause: 'The base64 of the variables has more than 5,120 characters.',
    consequence: NOTHING_STORED,
    fix: ['Send fewer and shorter variables; OSS advises 10 of 512 bytes together. A form has no such limit.'],
    docs: DOCS.ec('0007-00000101'),
  },
  'callback-var-not-base64': {
    title: 'The custom variables are not base64',
    cause: 'The parameter is raw JSON, is percent-encoded, uses the URL-safe alphabet (- and _), or lost its padding.',
    consequence: NOTHING_STORED,
    fix: [ENCODE, BUILD],
    docs: DOCS.ec('0007-00000102'),
  },
  'callback-var-not-json': {
    title: 'The custom variables are not JSON',
    cause: 'Behind the base64 stands something that is no JSON object, often for a quote that is not escaped.',
    consequence: NOTHING_STORED,
    fix: [STRINGIFY.replace('callbackUrl, callbackBody', "'x:my_var': value")],
    docs: DOCS.ec('0007-00000103'),
  },
  'callback-var-invalid': {
    title: 'The custom variables are not a flat map of text',
    cause: 'A value is a number, null or nested, or a name does not begin with x: or has upper-case letters.',
    consequence: NOTHING_STORED,
    fix: [
      'Make every value text and every name x: and lower case: {"x:user_id":"42"}.',
      'ali-oss puts x: before the names in customValue by itself, and does not turn numbers into text in signatureUrl.',
    ],
    docs: DOCS.ec('0007-00000104'),
  },
  'template-invalid': {
    title: 'A dollar sign in callbackBody begins no variable',
    cause:
      'Variables are written ${name}. $(name), $name}, a space before the brace, or a lone $ are refused; some samples of the documentation have that mistake.',
    consequence: NOTHING_STORED,
    fix: [
      'Write ${name}, with the brace next to the dollar sign. A $ that is meant as such cannot stand in the template: send it in a custom variable.',
    ],
    docs: DOCS.ec('0007-00000105'),
  },
  'callback-policy-unknown': {
    title: 'The bucket has no such callback policy',
    cause: 'callbackPolicy names a policy that is not set on this bucket.',
    consequence: NOTHING_STORED,
    fix: ['Set the policy on the bucket first, or give callbackUrl and callbackBody in the upload.'],
    docs: DOCS.callback,
  },
};
