import type { ConsoleEvent } from '../console-event.ts';
import { keepOctets } from '../octets.ts';

/** What a local queue tells of its messages. */
export type QueueEvent =
  | { readonly type: 'sent'; readonly messageId: string; readonly queue: string; readonly body: string }
  | { readonly type: 'received' | 'deleted'; readonly messageId: string };

/** Translates what the local queue tells. */
export function hearQueue(event: QueueEvent, at: number): ConsoleEvent {
  const { messageId } = event;
  if (event.type !== 'sent') return { type: `message-${event.type}`, at, messageId };
  const uploadId = uploadIdOf(event.body);
  const octets = keepOctets(Buffer.from(event.body));
  return {
    type: 'message-sent',
    at,
    messageId,
    queue: event.queue,
    ...(uploadId !== undefined && { uploadId }),
    octets,
  };
}

/** A poison message has none: whatever stands in the queue is shown, and nothing is asked of it. */
function uploadIdOf(body: string): string | undefined {
  try {
    const { id } = JSON.parse(body) as { readonly id?: unknown };
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined;
  }
}
