import type { OssCallbackErrorCode } from '../errors.ts';
import { DOCS, type Words } from './words.ts';

const REFUSED =
  'The receiver answered 400, so OSS reports "Error status : 400." to the uploader (203); the object is stored.';
const TRY_AGAIN =
  'The receiver answered 503, so OSS reports "Error status : 503." to the uploader (203); the object is stored.';

/** Words for every error of ours. A code without words does not compile. */
export const ERROR_WORDS: Readonly<Record<OssCallbackErrorCode, Words>> = {
  ERR_METHOD_NOT_SUPPORTED: {
    title: 'The request was not a POST',
    cause:
      'OSS only ever sends POST. A browser, a health check or a redirect (which turns a POST into a GET) sends others.',
    consequence: 'The receiver answered 501 and did nothing.',
    fix: [
      'To try it by hand, send a POST: oss-callback send URL.',
      'Where OSS itself seems to send GET, look for a redirect in front of the receiver, from http to https above all.',
    ],
    docs: DOCS.callback,
  },
  ERR_PATH_NOT_FOUND: {
    title: "The request's path is not the callback path",
    cause: 'The receiver was asked for another path than the one it is configured with.',
    consequence: 'The receiver answered 404; a callback of OSS would be reported as "Error status : 404.".',
    fix: [
      'Compare CALLBACK_PATH of the receiver with the path in callbackUrl, trailing slash included.',
      'Behind a proxy or a stage that takes a prefix away, set PUBLIC_PATH_PREFIX to that prefix.',
    ],
    docs: DOCS.callback,
  },
  ERR_MALFORMED_REQUEST: {
    title: 'The request cannot be read',
    cause: 'A percent escape in the path is broken, or the platform handed over a body that is not the base64 it says.',
    consequence: REFUSED,
    fix: ['OSS sends nothing of the kind: look at what stands between OSS and the receiver, and at hand-made events.'],
    docs: DOCS.callback,
  },
  ERR_BODY_TOO_LARGE: {
    title: 'The body is larger than the receiver takes',
    cause: 'The callback body is larger than MAX_BODY_BYTES. Bodies of OSS are a few kilobytes.',
    consequence: 'The receiver answered 413 without reading further; OSS reports "Error status : 413." (203).',
    fix: ['Raise MAX_BODY_BYTES if your template or variables are that large; otherwise the request was not from OSS.'],
    docs: DOCS.callback,
  },
  ERR_SIGNATURE_MISSING: {
    title: 'The signature is missing',
    cause: 'Authorization or x-oss-pub-key-url is not there, is there twice, or is not base64.',
    consequence: REFUSED,
    fix: [
      'If the callback came from OSS, something on the way ate the Authorization header: a gateway authorizer, Lambda function URLs with AWS_IAM, Apache without a RewriteRule that hands it on. Switch that off for this route.',
      'If you sent it by hand, sign it: oss-callback send URL.',
    ],
    docs: DOCS.callback,
  },
  ERR_SIGNATURE_MISMATCH: {
    title: 'The signature does not match the request',
    cause:
      'Either OSS did not send this, or path, query or body arrived otherwise than OSS sent them. OSS signs the decoded path, the query as it stands, a line feed and the octets of the body.',
    consequence: REFUSED,
    fix: [
      'Capture the request and let oss-callback verify FILE find the change that would make it genuine.',
      'Look for a proxy that rewrites the path (set PUBLIC_PATH_PREFIX), a platform that loses the query, and a body that was parsed and written again.',
      'With the local simulator, the receiver must be told its public key.',
    ],
    docs: DOCS.callback,
  },
  ERR_PUB_KEY_URL_NOT_ALLOWED: {
    title: 'The public-key URL is not one of OSS',
    cause:
      'x-oss-pub-key-url does not name a callback key on gosspublic.alicdn.com. Whoever signs with a key of his own does that.',
    consequence: REFUSED,
    fix: [
      'Nothing, if it was a forgery. A simulator signs with its own key: the receiver must be configured to trust it.',
    ],
    docs: DOCS.callback,
  },
  ERR_PUB_KEY_NOT_FOUND: {
    title: 'There is no such public key',
    cause: "OSS's key host answered 404 for the key that the request names.",
    consequence: REFUSED,
    fix: ['Nothing, if it was a forgery. If every callback fails so, tell us: OSS may have changed its key.'],
    docs: DOCS.callback,
  },
  ERR_PUB_KEY_UNAVAILABLE: {
    title: 'The public key could not be fetched',
    cause: 'The request names a key other than the pinned one, and the key host did not give it in time.',
    consequence: TRY_AGAIN,
    fix: [
      'Let the receiver reach gosspublic.alicdn.com over https: NAT or an egress rule of the VPC is the usual obstacle.',
    ],
    docs: DOCS.callback,
  },
  ERR_TICKET_INVALID: {
    title: 'The callback carries no ticket that allows this upload',
    cause:
      'OSS signed the callback, but the upload was not asked for here: its ticket is missing, expired, made with a retired ' +
      'secret, or for another bucket or key. The reason stands in the log line.',
    consequence: REFUSED,
    fix: [
      'Nothing, if the upload was not yours: every customer of OSS can have it sign a body that names your bucket.',
      'reason missing: the client does not use the callback that POST /upload-policy gave it, or its body template lacks it.',
      'reason no-object: let the callback body carry ${bucket} and ${object}, under the names of CALLBACK_FIELDS.',
      'reason unknown-key: both functions must read the same secret; after two rotations older tickets are void.',
      'reason expired: ask for a new policy before each upload.',
    ],
    docs: DOCS.callback,
  },
  ERR_SECRET_UNAVAILABLE: {
    title: 'A secret could not be read',
    cause: 'Secrets Manager or Systems Manager refused, knows no such name, or did not answer in time.',
    consequence: TRY_AGAIN,
    fix: [
      'Compare the name in OSS_TICKET_SECRET_NAME (or OSS_CREDENTIALS_NAME, UPLOAD_POLICY_TOKEN_NAME) with the secret.',
      "The function's role needs secretsmanager:GetSecretValue or ssm:GetParameter on that ARN, and kms:Decrypt where it has a key of its own.",
    ],
    docs: DOCS.callback,
  },
  ERR_OBJECT_STORE_UNAVAILABLE: {
    title: 'OSS itself could not be asked',
    cause:
      'The worker asks OSS whether an object is there (TRUST=confirm) or lists a prefix, and OSS refused or did not answer.',
    consequence:
      'The message is retried and then goes to the dead-letter queue; nothing is counted until OSS has answered.',
    fix: [
      'status 403: the credentials of OSS_CREDENTIALS_NAME need oss:GetObject (HEAD) and, to reconcile, oss:ListObjects on the bucket.',
      'no answer: OSS_REGION or OSS_ENDPOINT names another region than the bucket is in, or the function cannot reach it.',
      'Then redrive what is in the dead-letter queue: oss-callback dlq redrive.',
    ],
    docs: DOCS.callback,
  },
  ERR_NOT_DURABLE: {
    title: 'The queue did not take the message in time',
    cause: 'The queue was down, slow, or refused the message; what is not durable is not acknowledged.',
    consequence: `${TRY_AGAIN} The message may have been queued even so, and is then processed once.`,
    fix: [
      "Look at the queue's own errors in the log: permissions (sqs:SendMessage), throttling, a wrong QUEUE_URL.",
      'If it is slow from a cold start, give the function more memory or keep it warm.',
    ],
    docs: DOCS.callback,
  },
  ERR_MESSAGE_TOO_LARGE: {
    title: 'The message does not fit the queue',
    cause: 'The callback body is larger than one message of the queue may be, even without its parsed fields.',
    consequence: 'The receiver answered 413; OSS reports "Error status : 413." (203). The object is stored.',
    fix: ['Put less into callbackBody, or fewer and shorter custom variables.'],
    docs: DOCS.callback,
  },
  ERR_MESSAGE_INVALID: {
    title: 'The worker does not understand a message',
    cause: 'What came from the queue is not a message of this version of the worker, or of the one before.',
    consequence: 'The message is retried and then goes to the dead-letter queue.',
    fix: [
      'Deploy the worker before the receiver when versions change, then redrive the dead letters.',
      'Let nobody else write to this queue.',
    ],
    docs: DOCS.callback,
  },
  ERR_STORE_SCHEMA: {
    title: "The database's tables are not those of this version",
    cause: 'STORE is postgres, and its database was never migrated, or by another version of this code.',
    consequence: 'The worker does not start; messages wait in the queue and then go to the dead-letter queue.',
    fix: [
      'older or none: run oss-callback migrate with the same DATABASE_URL, before the new version is deployed.',
      'newer: deploy the version that migrated it; tables only go forward.',
      'none, though it was migrated: the URL names another database or search_path than the migration had.',
    ],
    docs: DOCS.callback,
  },
  ERR_REDRIVE_FAILED: {
    title: 'The queue gave up moving dead letters back',
    cause:
      'Somebody cancelled the move, or the queue that the messages came from is gone or refuses them; of Function Compute: the worker cannot be invoked.',
    consequence: 'Some of the messages are back in the queue; the others are dead letters still.',
    fix: [
      'Do what the message says, then run oss-callback dlq redrive again: what was moved is not moved twice.',
      'QUEUE=fc: FC_WORKER and FC_ENDPOINT name the worker, and the credentials of ALIBABA_CLOUD_* need fc:InvokeFunction on it.',
    ],
    docs: DOCS.sqsRedrive,
  },
  ERR_CONFIG_INVALID: {
    title: 'A setting is missing or has a value that it cannot have',
    cause: 'The message names the setting and what it may be.',
    consequence: 'The function does not start, so OSS reports "Error status : 502." or 500 (203).',
    fix: ['Set what the message names. Queue and store are never guessed in a deployed stage.'],
    docs: DOCS.callback,
  },
  ERR_CALLBACK_INVALID: {
    title: 'OSS would refuse these callback parameters',
    cause: "The error's ec, argumentName and argumentValue say which of OSS's rules they break.",
    consequence: 'Nothing was sent. OSS would answer 400 and store nothing.',
    fix: ['Run oss-callback lint on the parameters: it shows the place and, mostly, mends it with --fix.'],
    docs: DOCS.callback,
  },
};
