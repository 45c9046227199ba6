import type { DeadLetter } from '../../lib/queue/dead-letters.ts';
import { failureFact } from '../../lib/store/failure-reason.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import type { Upload } from '../../lib/upload.ts';
import { describeDeadLetters } from '../../lib/worker/describe-dead-letters.ts';
import { keepFailure } from '../../lib/worker/keep-failure.ts';
import { queueRecord, RECEIVED_AT, uploadId, uploadMessage } from '../helpers/upload-messages.ts';

const letter = (seed: string, upload: Upload): DeadLetter => queueRecord(uploadMessage(seed, { upload }), seed);

describe('describeDeadLetters', () => {
  it('tells why each failed, as the worker kept it', async () => {
    const facts = createMemoryFactStore();
    const letters = ['1', '2', '3'].map((id) => ({ id, body: `not JSON ${id}` }));
    for (const { id, body } of letters.slice(0, 2)) {
      const error = { name: 'E', message: `why ${id}` };
      const at = Date.parse(RECEIVED_AT);
      await keepFailure(body, { outcome: 'failed', messageId: id, ms: { total: 1 }, at, error }, facts);
    }
    expect(await describeDeadLetters(letters, facts)).toStrictEqual([
      { ...letters[0], failure: { at: RECEIVED_AT, error: { name: 'E', message: 'why 1' } } },
      { ...letters[1], failure: { at: RECEIVED_AT, error: { name: 'E', message: 'why 2' } } },
      letters[2],
    ]);
  });

  it.each<{ name: string; upload: Upload; told: Upload }>([
    {
      name: 'bucket and object',
      upload: { bucket: 'b', object: 'o', size: 1 },
      told: { bucket: 'b', object: 'o' },
    },
    { name: 'no bucket', upload: { object: 'o' }, told: { object: 'o' } },
    { name: 'no object', upload: { bucket: 'b' }, told: { bucket: 'b' } },
  ])('tells which upload it is about: $name', async ({ upload, told }) => {
    const about = letter('a', upload);
    expect(await describeDeadLetters([about], createMemoryFactStore())).toStrictEqual([
      { ...about, upload: { id: uploadId('a'), receivedAt: RECEIVED_AT, ...told } },
    ]);
  });

  it('tells what the queue itself says where the worker kept no reason', async () => {
    const facts = createMemoryFactStore();
    await facts.keep(failureFact('odd'), '{"at":1}');
    const letters = [
      { id: '1', body: 'x', reason: 'timed out' },
      { id: '2', body: 'odd' },
    ];
    expect(await describeDeadLetters(letters, facts)).toStrictEqual(letters);
  });
});
