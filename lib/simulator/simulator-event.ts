import type { AnswerVerdict } from './callback/judge-answer.ts';
import type { PreparedCallback } from './callback/prepare-callback.ts';

/** What every event says. */
interface EventBase {
  /** The request that it belongs to: the id that the client, the callback and the reply carry. */
  readonly requestId: string;
  /** Milliseconds since that request arrived. */
  readonly sinceMs: number;
}

/** A request has arrived. */
export interface RequestEvent extends EventBase {
  readonly type: 'request';
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  /** The API's name, such as `PutObject`; `undefined` where OSS has none. */
  readonly operation: string | undefined;
  readonly bucket: string | undefined;
  readonly key: string;
  /** Request line and headers, without the body. */
  readonly head: Uint8Array;
}

/** An upload is stored. */
export interface StoredEvent extends EventBase {
  readonly type: 'stored';
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** What follows; `undefined` where no callback was asked for. */
  readonly callback: PreparedCallback | undefined;
}

/** A callback has left. */
export interface CallbackSentEvent extends EventBase {
  readonly type: 'callback-sent';
  readonly bucket: string;
  readonly key: string;
  /** Counts the URLs and copies tried for this upload, from 1. */
  readonly attempt: number;
  readonly url: string;
  /** Request line, headers and body, octet for octet. */
  readonly octets: Uint8Array;
  readonly body: Uint8Array;
}

/** A callback was answered, or given up. */
export interface CallbackAnsweredEvent extends EventBase {
  readonly type: 'callback-answered';
  readonly bucket: string;
  readonly key: string;
  readonly attempt: number;
  readonly url: string;
  /** `undefined` where there was no answer. */
  readonly status: number | undefined;
  /** What came back, octet for octet, as far as it was read. */
  readonly octets: Uint8Array;
  readonly verdict: AnswerVerdict;
  /** Milliseconds from connecting to the last octet. */
  readonly elapsedMs: number;
}

/** The client was answered. */
export interface ReplyEvent extends EventBase {
  readonly type: 'reply';
  readonly status: number;
  /** Status line, headers and, unless it is an object's content, the body. */
  readonly octets: Uint8Array;
}

/** Everything that happens in the simulator, hop by hop, in order. */
export type SimulatorEvent = RequestEvent | StoredEvent | CallbackSentEvent | CallbackAnsweredEvent | ReplyEvent;
