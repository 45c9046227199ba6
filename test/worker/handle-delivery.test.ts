import type { Step } from '../../lib/worker/step.ts';
import { queueRecord, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { a, setUp } from '../helpers/worker-under-test.ts';

describe('the log line of a message', () => {
  it('holds ids, results and milliseconds, and what the platform adds', async () => {
    const { work, lines } = setUp({ metrics: ({ outcome, at }) => ({ metric: outcome, isTime: at > 0 }) });
    await work([{ ...queueRecord(uploadMessage('a', { traceId: 'Root=1' }), 'm1'), attempt: 2 }]);
    expect(lines).toEqual([
      {
        level: 'info',
        message: 'upload processed',
        outcome: 'processed',
        accepted: true,
        messageId: 'm1',
        attempt: 2,
        id: uploadId('a'),
        requestId: 'request-a',
        traceId: 'Root=1',
        bucket: 'holiday-pictures',
        object: 'img/a.jpg',
        size: 1_000,
        ms: { claim: 1, record: 1, review: 1, ledger: 4, statistics: 1, complete: 2, total: 18 },
        metric: 'processed',
        isTime: true,
      },
    ]);
  });

  it('masks what it is told to', async () => {
    const { work, lines } = setUp({ redact: ['object', 'size'] });
    await work([a]);
    expect(lines).toMatchObject([{ bucket: 'holiday-pictures', object: '***', size: '***' }]);
  });

  it('names the rules that were broken', async () => {
    const { work, lines, reader } = setUp({ reviewRules: { default: { maxSize: 10 } } });
    await work([a]);
    expect(lines).toMatchObject([{ outcome: 'processed', accepted: false, brokenRules: ['maxSize'] }]);
    expect(await reader.statistics({})).toMatchObject([{ uploads: 1, rejected: 1 }]);
  });

  it('tells of anything that is thrown', async () => {
    const thrower = (thrown: unknown): Step => ({
      name: 'own',
      run: () => {
        throw thrown;
      },
    });
    const bare = new Error('bare');
    delete (bare as { stack?: string }).stack;
    for (const thrown of ['text', null, bare]) {
      const { work, lines } = setUp({ steps: [thrower(thrown)] });
      await work([a]);
      expect(lines[0]?.['error']).toEqual({ name: 'Error', message: thrown === bare ? 'bare' : String(thrown) });
    }
  });
});
