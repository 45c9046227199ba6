import type { MessageTicket } from '../../lib/queue/upload-message.ts';
import type { FactStore } from '../../lib/store/fact-store.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { claimTicket } from '../../lib/worker/claim-ticket.ts';
import { queueRecord, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { setUp } from '../helpers/worker-under-test.ts';

const TICKET: MessageTicket = { scope: 'key', nonce: 'n'.repeat(22), expiresAt: 1_795_342_500 };

async function work(ticket: MessageTicket, ...seeds: string[]) {
  const worker = setUp();
  for (const seed of seeds) await worker.work([queueRecord(uploadMessage(seed, { ticket, trust: 'ticket' }))]);
  const tickets = await Promise.all(
    seeds.map(async (seed) => (await worker.reader.get(uploadId(seed)))?.record.ticket),
  );
  return { tickets, lines: worker.lines, counted: await worker.reader.statistics({}) };
}

describe('a ticket', () => {
  it('stands in the record, with what the upload was trusted for', async () => {
    const { reader, lines, work: handle } = setUp();
    await handle([queueRecord(uploadMessage('a', { ticket: TICKET, trust: 'ticket' }))]);
    expect((await reader.get(uploadId('a')))?.record).toMatchObject({ trust: 'ticket', ticket: TICKET });
    expect(lines).toMatchObject([{ ms: { ticket: 1 } }]);
  });

  it('for one key is remembered for 30 days after its end: longer than its message can wait', async () => {
    const kept: unknown[] = [];
    const facts = createMemoryFactStore();
    const keepFirst: FactStore['keepFirst'] = (name, value, options) => {
      kept.push(options);
      return facts.keepFirst(name, value);
    };
    await claimTicket(uploadId('a'), TICKET, { ...facts, keepFirst });
    expect(kept).toEqual([{ expiresAt: TICKET.expiresAt + 2_592_000 }]);
  });

  it('for one key is told apart from other tickets', async () => {
    const facts = createMemoryFactStore();
    const other = { ...TICKET, nonce: 'o'.repeat(22) };
    await claimTicket(uploadId('a'), TICKET, facts);
    expect(await claimTicket(uploadId('b'), other, facts)).toEqual(other);
  });

  it('for one key is flagged when a second, different upload comes with it', async () => {
    const { tickets, lines, counted } = await work(TICKET, 'a', 'b');
    expect(tickets).toEqual([TICKET, { ...TICKET, usedBefore: uploadId('a') }]);
    expect(lines[0]).not.toHaveProperty('ticketReused');
    expect(lines[1]).toMatchObject({ outcome: 'processed', ticketReused: true });
    expect(counted).toMatchObject([{ uploads: 2 }]);
  });

  it('for one key is not flagged when the same upload comes again', async () => {
    const { tickets, lines } = await work(TICKET, 'a', 'a');
    expect(tickets).toEqual([TICKET, TICKET]);
    expect(lines.map(({ ticketReused }) => ticketReused)).toEqual([undefined, undefined]);
  });

  it('for a prefix may come with any number of uploads', async () => {
    const ticket: MessageTicket = { ...TICKET, scope: 'prefix' };
    expect((await work(ticket, 'a', 'b')).tickets).toEqual([ticket, ticket]);
  });
});
