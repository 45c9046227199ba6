/** The two body types that OSS knows, spelt as it wants them: no charset, no upper case. */
export const BODY_TYPES = ['application/x-www-form-urlencoded', 'application/json'] as const;

/** How OSS fills in the template, and the callback's Content-Type. */
export type CallbackBodyType = (typeof BODY_TYPES)[number];

/** What OSS takes where `callbackBodyType` is not given. */
export const DEFAULT_BODY_TYPE: CallbackBodyType = 'application/x-www-form-urlencoded';

/** The names of the fields of the callback JSON that OSS documents, in the order in which it documents them. */
export const CALLBACK_FIELDS = [
  'callbackUrl',
  'callbackHost',
  'callbackBody',
  'callbackBodyType',
  'callbackSNI',
] as const;

/** Fields that OSS knows but gives only to invited accounts, or that refer to a policy of the bucket. */
export const INVITED_FIELDS = ['signatureVersion', 'additionalHeaders', 'callbackPolicy'] as const;

/**
 * The callback JSON as OSS documents it.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/callback
 */
export interface Callback {
  /** One to five URLs joined by `;`, tried in order until one succeeds. */
  readonly callbackUrl: string;
  /** The `Host` header; by default the host of the URL. It does not change where OSS connects. */
  readonly callbackHost?: string;
  /** Template with `${variables}`. */
  readonly callbackBody: string;
  readonly callbackBodyType?: CallbackBodyType;
  /** Whether OSS names the host in the TLS handshake; OSS's default is `false`. */
  readonly callbackSNI?: boolean;
}

/** Custom variables: `x:name` → value. */
export type CallbackVars = Readonly<Record<string, string>>;

/** Limits that OSS documents. */
export const LIMITS = {
  /** Octets of base64 of `callback`, and of `callback-var`: 5 KB each. */
  base64Bytes: 5 * 1024,
  urls: 5,
  /** Advice only: above these OSS still takes the variables. */
  advisedVars: 10,
  advisedVarBytes: 512,
} as const;
