/** What came of one callback request: an answer, or the reason why there is none. */
export type CallbackAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string | undefined>>;
      readonly contentLength: ContentLengthState;
      /** As far as read: nothing is read where the status or the length already tells. */
      readonly body: Uint8Array;
    }
  /** Nothing listens there. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The name has no address, the network no way, TLS no agreement, or the connection broke. */
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** Not connected, TLS not agreed on, or no whole answer, in time. */
  | { readonly kind: 'timeout'; readonly phase: CallbackPhase; readonly elapsedMs: number };

/** What is waited for. */
export type CallbackPhase = 'connect' | 'tls' | 'reply';

/** OSS wants to be told the length beforehand, and not too much of it. */
export type ContentLengthState = 'good' | 'missing' | 'invalid' | 'too-long';
