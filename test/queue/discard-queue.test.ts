import { MessageTooLargeError } from '../../lib/errors.ts';
import { createDiscardQueue } from '../../lib/queue/discard-queue.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const { signal } = new AbortController();

describe('createDiscardQueue', () => {
  it('counts what it drops', async () => {
    const queue = createDiscardQueue();
    for (let index = 0; index < 3; index += 1) await queue.enqueue(uploadMessage('one'), { signal });
    expect(queue.count).toBe(3);
  });

  it('refuses what a real queue would', async () => {
    const queue = createDiscardQueue();
    const message = uploadMessage('large', { raw: { encoding: 'utf8', body: 'a'.repeat(1_048_576) } });
    await expect(queue.enqueue(message, { signal })).rejects.toThrow(MessageTooLargeError);
    expect(queue.count).toBe(0);
  });
});
