/** Every reason for which OSS refuses an upload because of its callback parameters. */
export type RefusalReason = keyof typeof REFUSALS;

/** What OSS answers with status 400 where it refuses callback parameters; nothing is stored then. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** As in `<EC>`; absent where none is known. */
  readonly ec?: string;
  readonly code: 'InvalidArgument' | 'BucketCallbackPolicyNotExist';
  readonly message: string;
  readonly argumentName: string;
  readonly argumentValue: string;
}

/**
 * OSS's texts, with the `ArgumentName` that goes with each. Numbers marked `~` follow from their neighbours.
 * https://help.aliyun.com/zh/oss/user-guide/0007-00000001 and following
 */
export const REFUSALS = {
  'callback-too-long': refusal('0007-00000001', 'The length of callback exceed max value.', 'callback'),
  'callback-not-base64': refusal('0007-00000002', 'The callback configuration is not base64 encoded.', 'callback'),
  'callback-not-json': refusal('0007-00000003', 'The callback configuration is not json format.', 'callback'),
  'url-invalid': refusal('0007-00000004', 'The callback url configuration is invalid.', 'callbackUrl'),
  'too-many-urls': refusal('0007-00000005', 'The number of callback url exceed max value.', 'callbackUrl'),
  'host-unknown': refusal('0007-00000007', 'Can not get ip by this host.', 'callbackUrl'),
  'address-private': refusal('0007-00000008', 'Private address is forbidden to callback.', 'callbackUrl'),
  'callback-host-invalid': refusal('0007-00000009', 'The callback host configuration is invalid.', 'callbackHost'),
  'body-invalid': refusal('0007-00000010', 'The callback body is invalid.', 'callbackBody'), // ~
  'body-empty': refusal('0007-00000011', 'The callback body is empty.', 'callbackBody'),
  'body-type-invalid': refusal('0007-00000012', 'The callback body type configuration is invalid.', 'callbackBodyType'),
  'body-type-unsupported': refusal('0007-00000013', 'The body type of callback is not supported.', 'callbackBodyType'), // ~
  'signature-version-invalid': refusal(undefined, 'The callback signature version is invalid.', 'signatureVersion'),
  'additional-headers-invalid': refusal(
    '0007-00000026',
    'The callback additional headers configuration is invalid.',
    'additionalHeaders',
  ),
  'callback-twice': refusal(
    '0007-00000027',
    'Either the callback query string parameter or the x-oss-callback header should be specified, not both.',
    'callback',
  ),
  'callback-var-twice': refusal(
    '0007-00000028', // ~
    'Either the callback-var query string parameter or the x-oss-callback-var header should be specified, not both.',
    'callback-var',
  ),
  'callback-var-too-long': refusal('0007-00000101', 'The length of callback var exceed max value.', 'callback-var'),
  'callback-var-not-base64': refusal(
    '0007-00000102',
    'The callback var configuration is not base64 encoded.',
    'callback-var',
  ),
  'callback-var-not-json': refusal(
    '0007-00000103',
    'The callback var configuration is not json format.',
    'callback-var',
  ),
  // The misspelling is OSS's own.
  'callback-var-invalid': refusal('0007-00000104', 'The callback var is not expecten json.', 'callback-var'), // ~
  'template-invalid': refusal('0007-00000105', 'Left brace must be adjacent to dollar sign.', 'ReplaceKeyPrefix'),
  'callback-policy-unknown': {
    code: 'BucketCallbackPolicyNotExist',
    message: 'The bucket callback policy does not exist.',
    argumentName: 'callbackPolicy',
  },
} as const satisfies Record<string, Omit<Refusal, 'reason' | 'argumentValue'>>;

function refusal(
  ec: string | undefined,
  message: string,
  argumentName: string,
): { ec?: string; code: 'InvalidArgument'; message: string; argumentName: string } {
  return { ...(ec !== undefined && { ec }), code: 'InvalidArgument', message, argumentName };
}

/** Makes the refusal for a reason; a value that is no text is shown as JSON. */
export function refuse(reason: RefusalReason, value: unknown): Refusal {
  const argumentValue = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  return { reason, ...REFUSALS[reason], argumentValue };
}
