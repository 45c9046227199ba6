import type { Clock } from '../clock.ts';
import type { Fault } from './fault.ts';
import type { CallbackSender } from './callback/callback-sender.ts';
import type { PrepareCallbackOptions } from './callback/prepare-callback.ts';
import type { SignatureOptions } from './auth/credentials.ts';
import type { MultipartUploads } from './multipart-uploads.ts';
import type { OssReply } from './oss-reply.ts';
import type { OssRequest } from './oss-request.ts';
import type { SimulatorEvent } from './simulator-event.ts';
import type { ObjectStorage } from './storage/object-storage.ts';

/** What the operations share. */
export interface OperationContext {
  readonly storage: ObjectStorage;
  readonly uploads: MultipartUploads;
  readonly callbacks: CallbackSender;
  readonly prepare: PrepareCallbackOptions;
  /** What signatures are verified with; `undefined` where none is asked for. */
  readonly signatures: () => SignatureOptions | undefined;
  /** The faults of the next callback, from its request and from those ordered beforehand. */
  readonly takeFaults: (request: OssRequest) => readonly Fault[];
  readonly clock: Clock;
  readonly emit: (event: SimulatorEvent) => void;
}

/** A request for a bucket, which every operation but the listing of buckets has. */
export type BucketRequest = OssRequest & { readonly bucket: string };

/** One API operation: checks its own arguments, does it, replies. Throws {@link OssError} where OSS says no. */
export type Operation = (request: BucketRequest, context: OperationContext) => Promise<OssReply>;
