import { DOCS, STORED_ALL_THE_SAME, type Words } from './words.ts';

/** Every way in which a callback fails after the object was stored (203), as OSS reports it. */
export type CallbackFailure =
  | 'too-many-callbacks'
  | 'callback-too-slow'
  | 'callback-not-connected'
  | 'callback-status'
  | 'reply-without-length'
  | 'reply-length-invalid'
  | 'reply-too-long'
  | 'reply-not-json'
  | 'image-info-failed'
  | 'callback-failed';

const LENGTH_FIX = [
  'Answer with a Content-Length that counts the octets of the body, and not chunked: no streaming, no compression on the fly.',
  'Let oss-callback probe URL look at the answer; a proxy or a gateway in between may have changed it.',
];

/** Words for each failure; `callback-status` has more of them by the status, see `statusWords`. */
export const FAILURE_WORDS: Readonly<Record<CallbackFailure, Words>> = {
  'too-many-callbacks': {
    title: 'OSS held the callback back: too many callbacks',
    cause: 'Your account or bucket causes more callbacks than OSS allows at a time.',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'Spread the uploads, or ask the vendor for a higher limit.',
      'Find the objects that were not called back by listing the bucket (reconcile).',
    ],
    docs: DOCS.ec('0007-00000201'),
  },
  'callback-too-slow': {
    title: 'Your server took longer than 5 seconds',
    cause:
      'OSS waits 5 seconds for the whole answer, connecting and TLS included. The work is done before answering, the server starts cold, or a firewall drops the packets. The address and the error number in the message say nothing.',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'Acknowledge first, work later: put the callback on a queue, answer {"Status":"OK"}, let a worker do the rest. This receiver does that.',
      'Cut the cold start: more memory, provisioned concurrency, a smaller bundle.',
      'Measure it as OSS would: oss-callback probe URL.',
    ],
    docs: DOCS.ec('0007-00000202'),
  },
  'callback-not-connected': {
    title: 'OSS could not connect to the callback URL, or got no answer within 5 seconds',
    cause:
      'Nothing listens there, a firewall or security group drops the connection, TLS fails (mostly because OSS sends no SNI unless callbackSNI is true), or the server took longer than 5 seconds.',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'With https, set "callbackSNI":true.',
      'Reach the URL from outside of your network: oss-callback probe URL.',
      'Open the port to the internet; OSS has no fixed addresses to allow.',
      'If it does connect, answer within 5 seconds: put the work on a queue.',
    ],
    docs: DOCS.troubleshooting,
  },
  'callback-status': {
    title: 'Your server answered with another status than 200',
    cause: 'OSS takes exactly 200 for success. 201, 202 and 204 are failures, and redirects are not followed.',
    consequence: STORED_ALL_THE_SAME,
    fix: ['Answer 200 with a JSON body.', "Look at your server's log at the time of the upload."],
    docs: DOCS.ec('0007-00000203'),
  },
  'reply-without-length': {
    title: 'Your answer has no Content-Length',
    cause: 'The answer is chunked, or ends with the connection. OSS wants to know the length first.',
    consequence: STORED_ALL_THE_SAME,
    fix: LENGTH_FIX,
    docs: DOCS.callback,
  },
  'reply-length-invalid': {
    title: 'Your answer has a Content-Length that is no number',
    cause: 'The header is empty, negative, or stands twice with different values.',
    consequence: STORED_ALL_THE_SAME,
    fix: LENGTH_FIX,
    docs: DOCS.callback,
  },
  'reply-too-long': {
    title: 'Your answer is too long',
    cause: 'OSS takes 1 MB at most (one page of its documentation says 3 MB).',
    consequence: STORED_ALL_THE_SAME,
    fix: ['Answer {"Status":"OK"} or little more; the uploader gets this very body.'],
    docs: DOCS.callback,
  },
  'reply-not-json': {
    title: 'Your answer is not JSON',
    cause:
      'The status was 200 but the body is plain text (OK), HTML, a stack trace, empty, or begins with the octets EF BB BF, a byte order mark, which PHP files saved "with BOM" send.',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'Answer a JSON object, such as {"Status":"OK"}, with Content-Type: application/json.',
      'Save the source files as UTF-8 without BOM, and print nothing else: no warnings, no blank lines.',
      'See the octets: oss-callback probe URL, or curl -s -d "object=test" URL | xxd | head.',
    ],
    docs: DOCS.ec('0007-00000205'),
  },
  'image-info-failed': {
    title: 'OSS could not read the image',
    cause:
      'callbackBody asks for imageInfo, and the object calls itself an image but is broken or of a kind that OSS cannot read (it reads JPG, PNG, BMP, GIF, WebP, TIFF and HEIC).',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'Take ${imageInfo.*} out of callbackBody where anything may be uploaded, and read the image in the worker.',
      'Upload with the right Content-Type.',
    ],
    docs: DOCS.ec('0007-00000301'),
  },
  'callback-failed': {
    title: 'The callback failed',
    cause:
      'OSS could not deliver the callback, or did not get the answer that it wants: status 200, JSON, Content-Length, within 5 seconds.',
    consequence: STORED_ALL_THE_SAME,
    fix: [
      'Let oss-callback probe URL ask your server what OSS would ask.',
      "Look at the message beside the code, and into your server's log.",
    ],
    docs: DOCS.status203,
  },
};
