import type { QueueEvent } from '../console/hear/hear-queue.ts';
import type { QueueJournal } from './queue-journal.ts';

/** Is told what happens to the messages of the local queues. */
export type QueueListener = (event: QueueEvent) => void;

/** Has a journal tell what is written into it. */
export function observeJournal(journal: QueueJournal, onEvent: QueueListener): QueueJournal {
  return {
    ...journal,
    sent: (message) => {
      journal.sent(message);
      onEvent({ type: 'sent', messageId: message.id, queue: message.queue, body: message.body });
    },
    received: (id) => {
      journal.received(id);
      onEvent({ type: 'received', messageId: id });
    },
    deleted: (id) => {
      journal.deleted(id);
      onEvent({ type: 'deleted', messageId: id });
    },
  };
}
