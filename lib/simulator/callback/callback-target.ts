import type { CallbackUrl } from '../../params/callback-url.ts';

/** Where a callback goes. */
export interface CallbackTarget {
  readonly url: CallbackUrl;
  /** `callbackSNI`: whether the host is named in the TLS handshake. */
  readonly sni: boolean;
}

/** How a callback is sent. */
export interface ExchangeOptions {
  /** From connecting to the last octet of the answer. OSS: 5000. */
  readonly timeoutMs: number;
  /** Whether a certificate must be good. */
  readonly verifyCertificates: boolean;
  /** Where to connect in place of the URL's own host; what is sent stays the same. Default: the URL's own. */
  readonly connectTo?: CallbackUrl | undefined;
}
