/** A callback as the edge hands it over, the same on every platform. Nothing in it is verified yet. */
export interface CallbackRequest {
  /** Upper case, as sent. */
  readonly method: string;
  /** Begins with `/`; without query. */
  readonly path: string;
  /** Whether the platform had percent-decoded `path` before we saw it (API Gateway's HTTP API does). */
  readonly pathEncoding: 'encoded' | 'decoded';
  /** What the platform says stood before `path`, or put there itself (a stage), percent-encoded as `path` is. */
  readonly pathPrefix?: string | undefined;
  /** Verbatim, without the `?`; `''` where there is none; `undefined` where the platform lost it. */
  readonly rawQuery: string | undefined;
  /** Where `rawQuery` is lost: the decoded pairs, in the order in which the platform gives them. */
  readonly queryPairs?: readonly (readonly [name: string, value: string])[] | undefined;
  /** Names in lower case; a header that came twice is joined with `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The octets as received: signatures cover octets. */
  readonly body: Uint8Array;
  /** The platform's own id of this request, for the log and the reply. */
  readonly requestId: string;
  /** The platform's trace id, carried into the message. */
  readonly traceId?: string | undefined;
}
