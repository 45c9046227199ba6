import type { CallbackOutcome } from '../callback/outcome-log.ts';
import type { MessageReport } from '../worker/message-report.ts';

/** Octets as JSON can hold them. */
export interface Octets {
  /** As many of them as are kept. */
  readonly base64: string;
  /** How many there were. */
  readonly bytes: number;
}

interface EventBase {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What happens to an upload in OSS carries the id of its request. */
interface OssEventBase extends EventBase {
  readonly ossRequestId: string;
}

/** A client's upload has reached OSS. */
export interface UploadRequested extends OssEventBase {
  readonly type: 'upload-requested';
  readonly operation: string;
  readonly bucket: string | undefined;
  readonly object: string;
  /** Request line and headers. */
  readonly octets: Octets;
}

/** The object is stored. */
export interface UploadStored extends OssEventBase {
  readonly type: 'upload-stored';
  readonly bucket: string;
  readonly object: string;
  readonly size: number;
  readonly etag: string;
  /** The callback parameters as OSS understood them, as JSON; absent where none was asked for. */
  readonly callback?: string;
}

/** OSS has sent a callback. */
export interface CallbackSent extends OssEventBase {
  readonly type: 'callback-sent';
  readonly attempt: number;
  readonly url: string;
  /** The whole request. */
  readonly octets: Octets;
}

/** Something between OSS and the receiver has changed a callback. */
export interface CallbackChanged extends OssEventBase {
  readonly type: 'callback-changed';
  /** The request as the receiver got it. */
  readonly octets: Octets;
}

/** A callback was answered or given up, and OSS has judged that. */
export interface CallbackAnswered extends OssEventBase {
  readonly type: 'callback-answered';
  readonly attempt: number;
  readonly url: string;
  /** Absent where there was no answer. */
  readonly status?: number;
  readonly elapsedMs: number;
  readonly ok: boolean;
  /** Why not, in OSS's words. */
  readonly message?: string;
  readonly ec?: string;
  readonly octets: Octets;
}

/** OSS's error as its XML tells it. */
export interface OssFailure {
  readonly code: string;
  readonly message: string;
  readonly ec?: string;
}

/** The client has its answer. */
export interface UploadAnswered extends OssEventBase {
  readonly type: 'upload-answered';
  readonly status: number;
  readonly failure?: OssFailure;
  readonly octets: Octets;
}

/** The receiver has decided about a callback: its one log line. */
export interface ReceiverDecided extends EventBase {
  readonly type: 'receiver-decided';
  readonly outcome: CallbackOutcome['outcome'];
  readonly code?: string;
  readonly reason?: string;
  /** Milliseconds: the whole, and its parts as far as it came. */
  readonly ms: { readonly ack: number; readonly verify?: number | undefined; readonly enqueue?: number | undefined };
  readonly requestId: string;
  /** What the callback's own header said, which nobody signed. */
  readonly ossRequestId?: string;
  /** The upload's id, where it was accepted. */
  readonly uploadId?: string;
  readonly bucket?: string;
  readonly object?: string;
  readonly size?: number;
}

/** A message was put on a queue. */
export interface MessageSent extends EventBase {
  readonly type: 'message-sent';
  readonly messageId: string;
  readonly queue: string;
  readonly uploadId?: string;
  readonly octets: Octets;
}

/** A message was handed to somebody. */
export interface MessageReceived extends EventBase {
  readonly type: 'message-received';
  readonly messageId: string;
}

/** A message is done with. */
export interface MessageDeleted extends EventBase {
  readonly type: 'message-deleted';
  readonly messageId: string;
}

/** The worker has handled a delivery: its one log line. */
export interface WorkerReported extends EventBase, Omit<MessageReport, 'at' | 'id' | 'requestId' | 'traceId'> {
  readonly type: 'worker-reported';
  readonly uploadId?: string;
  /** Whether the queue lays the message aside now. */
  readonly isLast: boolean;
}

/** A function has logged something else. */
export interface FunctionLogged extends EventBase {
  readonly type: 'function-logged';
  readonly level: string;
  readonly text: string;
  readonly uploadId?: string;
  readonly requestId?: string;
  /** The whole line. */
  readonly octets: Octets;
}

/** Everything that the console hears, hop by hop. */
export type ConsoleEvent =
  | UploadRequested
  | UploadStored
  | CallbackSent
  | CallbackChanged
  | CallbackAnswered
  | UploadAnswered
  | ReceiverDecided
  | MessageSent
  | MessageReceived
  | MessageDeleted
  | WorkerReported
  | FunctionLogged;

type Without<E> = E extends unknown ? Omit<E, 'octets' | 'callback'> : never;

/** An event without what only the inspector shows: what a list of a thousand uploads is made of. */
export type SlimEvent = Without<ConsoleEvent>;
