import { DOCS, type Words } from './words.ts';

/** Errors of an upload that are met while wiring up callbacks, without being about the callback. */
export type UploadError =
  | 'signature-does-not-match'
  | 'policy-expired'
  | 'policy-condition-failed'
  | 'policy-invalid'
  | 'form-malformed'
  | 'form-without-key'
  | 'form-files'
  | 'form-v4-field'
  | 'entity-too-large'
  | 'entity-too-small'
  | 'object-exists'
  | 'request-expired'
  | 'clock-skewed'
  | 'access-key-unknown'
  | 'access-denied'
  | 'denied-by-callback'
  | 'invalid-argument';

const REFUSED = 'OSS refused the upload: nothing was stored and nobody was called.';

/** Words for each of them. */
export const UPLOAD_WORDS: Readonly<Record<UploadError, Words>> = {
  'signature-does-not-match': {
    title: "The upload's signature does not match",
    cause:
      'The secret is another one, or what was signed is not what was sent. x-oss-callback and x-oss-callback-var are part of what is signed, and so are callback and callback-var in a presigned URL.',
    consequence: REFUSED,
    fix: [
      'Let the SDK sign with the callback already set; do not add the header or the parameter afterwards.',
      'With a presigned URL that was signed with these headers, send exactly these headers.',
    ],
    docs: DOCS.callback,
  },
  'policy-expired': {
    title: "The form's policy has expired",
    cause: 'The upload began after the "expiration" of the policy.',
    consequence: REFUSED,
    fix: ['Fetch a new policy for each upload, and look at the clock of the server that makes it.'],
    docs: DOCS.postObject,
  },
  'policy-condition-failed': {
    title: "A condition of the form's policy does not hold",
    cause: 'A field of the form is not what the policy demands; the message names the condition.',
    consequence: REFUSED,
    fix: [
      'Compare that field with the condition, octet for octet.',
      'Where the condition is about callback: the field must hold the very base64 of the policy, in the same order of its JSON fields.',
    ],
    docs: DOCS.postObject,
  },
  'policy-invalid': {
    title: "The form's policy cannot be read",
    cause: 'It is not base64 of JSON with "expiration" and "conditions".',
    consequence: REFUSED,
    fix: ['Let a JSON serializer write the policy, and encode it once.'],
    docs: DOCS.postObject,
  },
  'form-malformed': {
    title: 'The form is not well-formed multipart/form-data',
    cause: 'The boundary does not fit, or the Content-Type was set by hand without one.',
    consequence: REFUSED,
    fix: ['Let the browser or the HTTP library write the form; do not set Content-Type yourself.'],
    docs: DOCS.postObject,
  },
  'form-without-key': {
    title: 'The form has no key before its file',
    cause: 'What follows the field "file" is not read, so key, callback and the x: fields must come before it.',
    consequence: REFUSED,
    fix: ['Append the file last.'],
    docs: DOCS.postObject,
  },
  'form-files': {
    title: 'The form does not have exactly one file',
    cause: 'There is no field "file", or more than one.',
    consequence: REFUSED,
    fix: ['Send one file a form.'],
    docs: DOCS.postObject,
  },
  'form-v4-field': {
    title: "One of the form's V4 signature fields is missing or wrong",
    cause:
      'x-oss-signature-version, x-oss-credential, x-oss-date or x-oss-signature is missing, malformed, or differs from the policy.',
    consequence: REFUSED,
    fix: ['Put each of these fields into the form and, as a condition, into the policy, with the same value.'],
    docs: DOCS.postObject,
  },
  'entity-too-large': {
    title: 'The object is too large',
    cause: 'A form or a single PutObject takes 5 GB at most, or the policy sets a smaller content-length-range.',
    consequence: REFUSED,
    fix: ['Use a multipart upload; the callback then goes with CompleteMultipartUpload.'],
    docs: DOCS.postObject,
  },
  'entity-too-small': {
    title: 'The object is too small',
    cause:
      'It is smaller than the content-length-range of the policy, or a part of a multipart upload is under 100 KB.',
    consequence: REFUSED,
    fix: ['Send what the policy allows; UPLOAD_MIN_BYTES sets the least in policies of this project.'],
    docs: DOCS.postObject,
  },
  'object-exists': {
    title: 'There is an object of that name already',
    cause: 'The upload said x-oss-forbid-overwrite: true, or its policy does.',
    consequence: REFUSED,
    fix: ['Give each upload a key of its own, or leave x-oss-forbid-overwrite out.'],
    docs: DOCS.putObject,
  },
  'request-expired': {
    title: 'The presigned URL has expired',
    cause: 'The upload began after the time that the URL was signed for.',
    consequence: REFUSED,
    fix: ['Sign a new URL for each upload, and look at the clock of the server that signs it.'],
    docs: DOCS.presignedUrl,
  },
  'clock-skewed': {
    title: "The uploader's clock is more than 15 minutes off",
    cause: 'The date that the request was signed with is too far from the time of OSS.',
    consequence: REFUSED,
    fix: ['Set the clock of the machine that signs; ali-oss takes "amendTimeSkewed: true".'],
    docs: DOCS.presignedUrl,
  },
  'access-key-unknown': {
    title: 'OSS does not know the access key',
    cause:
      'The id is wrong, disabled or deleted, or belongs to another site; or the token of temporary keys was not sent.',
    consequence: REFUSED,
    fix: ['Compare the id with the console; with keys of STS send their token too.'],
    docs: DOCS.troubleshooting,
  },
  'access-denied': {
    title: 'Whoever uploads may not',
    cause: 'The request has no signature and the bucket is not public, or the RAM policy of the key does not allow it.',
    consequence: REFUSED,
    fix: ['Sign the request, and allow oss:PutObject on that bucket and key; the Message says what was missing.'],
    docs: DOCS.troubleshooting,
  },
  'denied-by-callback': {
    title: 'The request was denied by a callback of another product',
    cause: 'RequestDeniedByCallback is about download callbacks, not about upload callbacks.',
    consequence: 'The request was refused.',
    fix: ['Look at the product that set up that callback.'],
    docs: DOCS.callback,
  },
  'invalid-argument': {
    title: 'OSS refused one of the parameters',
    cause: 'The code says no more; the Message and the ArgumentName beside it say which parameter and why.',
    consequence: REFUSED,
    fix: ['Explain the whole XML, or its Message.', 'Run oss-callback lint on the callback parameters.'],
    docs: DOCS.troubleshooting,
  },
};
