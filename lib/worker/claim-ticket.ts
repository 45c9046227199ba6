import type { MessageTicket } from '../queue/upload-message.ts';
import type { TicketUse } from '../store/upload-record.ts';
import type { FactStore } from '../store/fact-store.ts';

// As long as a message can wait: 4 days in the queue, 14 among the dead letters, and then some.
const KEPT_SECONDS = 30 * 86_400;

/**
 * Notes which upload used a ticket first. A ticket for exactly one key that a second, different upload comes with is flagged:
 * the policy was used again, or somebody put its ticket into a callback of his own.
 */
export async function claimTicket(id: string, ticket: MessageTicket, facts: FactStore): Promise<TicketUse> {
  if (ticket.scope !== 'key') return ticket;
  const first = await facts.keepFirst(`ticket/${ticket.nonce}`, id, { expiresAt: ticket.expiresAt + KEPT_SECONDS });
  return first === id ? ticket : { ...ticket, usedBefore: first };
}
