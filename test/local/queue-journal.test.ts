import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createQueueJournal, readQueueJournal } from '../../lib/local/queue-journal.ts';
import { queueOf } from '../../lib/local/queue-of.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const dir = tempDir();

describe('QueueJournal', () => {
  it('keeps what was sent and not deleted, oldest first, with how often it was received', () => {
    const file = join(dir, 'kept', 'queues.jsonl');
    const journal = createQueueJournal(file);
    journal.sent({ id: '1', queue: 'q', body: 'one\n' });
    journal.sent({ id: '2', queue: 'q', body: 'two' });
    journal.sent({ id: '3', queue: 'q', body: 'three', attributes: { a: { DataType: 'String', StringValue: 'b' } } });
    journal.received('3');
    journal.received('3');
    journal.received('unknown');
    journal.deleted('2');
    journal.replacePrevious();
    journal.close();
    const kept = readQueueJournal(file);
    expect(kept).toEqual([
      { id: '1', queue: 'q', body: 'one\n', receives: 0 },
      { id: '3', queue: 'q', body: 'three', attributes: { a: { DataType: 'String', StringValue: 'b' } }, receives: 2 },
    ]);
    expect(journal.messages()).toEqual(kept);
  });

  it('leaves the journal of the run before alone until it takes its place', () => {
    const file = join(dir, 'before.jsonl');
    const before = createQueueJournal(file);
    before.sent({ id: '1', queue: 'q', body: 'one' });
    before.replacePrevious();
    before.close();
    const after = createQueueJournal(file);
    expect(readQueueJournal(file)).toHaveLength(1);
    after.replacePrevious();
    after.close();
    expect(readQueueJournal(file)).toEqual([]);
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  it('writes each line before the call returns and skips one that a crash cut short', () => {
    const file = join(dir, 'crash.jsonl');
    const journal = createQueueJournal(file);
    journal.replacePrevious();
    journal.sent({ id: '1', queue: 'q', body: 'one' });
    expect(readFileSync(file, 'utf8')).toBe('{"sent":{"id":"1","queue":"q","body":"one"}}\n');
    appendFileSync(file, '{"sent":{"id":"2","que');
    expect(readQueueJournal(file)).toHaveLength(1);
    journal.close();
  });

  it('begins anew when it has grown and nothing is left in the queues', () => {
    const file = join(dir, 'grown.jsonl');
    const journal = createQueueJournal(file, { maxBytes: 100 });
    journal.replacePrevious();
    journal.sent({ id: '1', queue: 'q', body: 'x'.repeat(100) });
    journal.sent({ id: '2', queue: 'q', body: 'two' });
    journal.deleted('1');
    expect(readQueueJournal(file)).toHaveLength(1);
    journal.deleted('2');
    expect(readFileSync(file, 'utf8')).toBe('');
    journal.sent({ id: '3', queue: 'q', body: 'three' });
    expect(readQueueJournal(file)).toEqual([{ id: '3', queue: 'q', body: 'three', receives: 0 }]);
    journal.close();
  });

  it('is empty where there is none', () => {
    expect(readQueueJournal(join(dir, 'none.jsonl'))).toEqual([]);
  });
});

describe('queueOf', () => {
  const redrive = { deadLetterArn: 'arn:d', maxReceiveCount: 2 };
  const queues = [
    { logicalId: 'Q', name: 'q', arn: 'arn:q', attributes: {}, redrive },
    { logicalId: 'D', name: 'd', arn: 'arn:d', attributes: {} },
  ];

  it.each([
    { queue: 'q', receives: 1, expected: 'q' },
    { queue: 'q', receives: 2, expected: 'd' },
    { queue: 'd', receives: 9, expected: 'd' },
    { queue: 'gone', receives: 0, expected: undefined },
  ])('finds a message of $queue after $receives receives in $expected', ({ queue, receives, expected }) => {
    expect(queueOf({ id: '1', body: '', queue, receives }, queues)).toBe(expected);
  });
});
