import { createDiscardQueue } from '../../lib/queue/discard-queue.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const { signal } = new AbortController();

describe('createDiscardQueue', () => {
  it('counts what it drops', async () => {
    const queue = createDiscardQueue();
    for (let index = 0; index < 3; index += 1) await queue.enqueue(uploadMessage('one'), { signal });
    expect(queue.count).toBe(3);
  });
});
