import { pause, type Clock } from '../../clock.ts';
import type { CallbackUrl } from '../../params/callback-url.ts';
import { renderBody } from '../../params/render-body.ts';
import type { Fault } from '../fault.ts';
import { OssError } from '../oss-error.ts';
import type { MessageStyle } from '../oss-reply.ts';
import type { SimulatorEvent } from '../simulator-event.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import type { ObjectStorage } from '../storage/object-storage.ts';
import { asksForImageInfo, callbackVariables } from './callback-variables.ts';
import { readImageInfo, type ImageInfo } from './image-info.ts';
import type { AnswerVerdict } from './judge-answer.ts';
import type { PreparedCallback } from './prepare-callback.ts';
import { sendCallback, type SentCallback } from './send-callback.ts';

/** An upload that is stored and whose callback is due. */
export interface CallbackDue {
  readonly callback: PreparedCallback;
  readonly record: ObjectRecord;
  readonly requestId: string;
  readonly receivedAt: number;
  readonly clientIp: string;
  readonly operation: string;
  readonly faults: readonly Fault[];
}

/** Sends the callbacks of stored uploads. */
export interface CallbackSender {
  /**
   * Resolves to what the uploader gets: the callback server's own body.
   * @throws {OssError} `CallbackFailed` with status 203; the object stays.
   */
  deliver(due: CallbackDue): Promise<AnswerVerdict & { readonly ok: true }>;
}

/** Options of {@link createCallbackSender}. */
export interface CallbackSenderOptions {
  readonly storage: ObjectStorage;
  readonly privateKey: string;
  /** Account of the bucket's owner and of the uploader, 16 digits. */
  readonly owner: string;
  readonly timeoutMs: number;
  readonly messages: MessageStyle;
  readonly verifyCertificates: boolean;
  readonly connectTo: CallbackUrl | undefined;
  readonly formSpace: '%20' | '+';
  readonly clock: Clock;
  readonly emit: (event: SimulatorEvent) => void;
}

/** Creates the sender: image info, rendering, the URLs in order until one succeeds; the last failure is the one told. */
export function createCallbackSender(options: CallbackSenderOptions): CallbackSender {
  return {
    async deliver(due) {
      const image = await imageInfo(options.storage, due);
      const variables = callbackVariables({ ...due, image, vars: due.callback.vars });
      const { body: template, bodyType } = due.callback;
      const body = Buffer.from(renderBody(template, variables, bodyType, { space: options.formSpace }));
      const delay = due.faults.find((fault) => fault.kind === 'delay');
      if (delay) await pause(delay.delayMs);
      const attempts = createAttempts(options, due, body);
      let failure = callbackFailed('');
      for (const url of due.callback.urls) {
        const verdict = await attempts.send(url);
        if (due.faults.some(({ kind }) => kind === 'duplicate')) await attempts.send(url);
        if (verdict.ok) return verdict;
        failure = callbackFailed(verdict.message, verdict.ec);
      }
      throw failure;
    },
  };
}

function createAttempts(options: CallbackSenderOptions, due: CallbackDue, body: Uint8Array) {
  const { callback, record, requestId, receivedAt, faults } = due;
  const { owner, clock, emit } = options;
  const { bucket, key } = record;
  let attempt = 0;
  return {
    async send(url: PreparedCallback['urls'][number]): Promise<AnswerVerdict> {
      attempt += 1;
      const about = { requestId, bucket, key, attempt, url: url.text };
      const onSend = (octets: Uint8Array): void => {
        emit({ type: 'callback-sent', ...about, sinceMs: clock() - receivedAt, octets, body });
      };
      const sent = await sendCallback(
        { ...callback, url, body, origin: { bucket, requestId, owner, requester: owner } },
        { ...options, faults, now: clock(), onSend },
      );
      emit({ type: 'callback-answered', ...about, sinceMs: clock() - receivedAt, ...outcome(sent) });
      return sent.verdict;
    },
  };
}

function outcome({ answer, received, verdict, elapsedMs }: SentCallback) {
  return { status: answer.kind === 'response' ? answer.status : undefined, octets: received, verdict, elapsedMs };
}

async function imageInfo(storage: ObjectStorage, { callback, record }: CallbackDue): Promise<ImageInfo | undefined> {
  if (!asksForImageInfo(callback.body)) return undefined;
  const info = await readImageInfo({ ...record, read: (range) => storage.read(record, range) });
  if (info === 'unreadable') throw callbackFailed('Get image info failed.', '0007-00000302');
  return info === 'not-an-image' ? undefined : info;
}

function callbackFailed(message: string, ec?: string): OssError {
  return new OssError({ status: 203, code: 'CallbackFailed', message, ec });
}
