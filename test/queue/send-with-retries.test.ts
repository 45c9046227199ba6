import { NotDurableError } from '../../lib/errors.ts';
import { sendWithRetries, type SendOutcome } from '../../lib/queue/send-with-retries.ts';

const failure = new NotDurableError('busy');
const passing: SendOutcome = { error: failure, isPassing: true };

describe('sendWithRetries', () => {
  it('makes no attempt behind the time, and names the last failure', async () => {
    const time = new AbortController();
    let attempts = 0;
    const attempt = (): Promise<SendOutcome> => {
      attempts += 1;
      // In the pause before the next attempt.
      setImmediate(() => {
        time.abort();
      });
      return Promise.resolve(passing);
    };
    await expect(sendWithRetries(attempt, { service: 'SQS', signal: time.signal })).rejects.toBe(failure);
    expect(attempts).toBe(1);
  });

  it('makes no attempt where no time was left at all', async () => {
    const attempt = (): Promise<SendOutcome> => Promise.reject(new Error('must not be asked'));
    const sent = sendWithRetries(attempt, { service: 'SQS', signal: AbortSignal.abort() });
    await expect(sent).rejects.toThrow('no time was left for the queue');
  });

  it('takes a rejection for a failure that may pass, four times', async () => {
    let attempts = 0;
    const attempt = (): Promise<SendOutcome> => {
      attempts += 1;
      return Promise.reject(new Error('gone'));
    };
    const sent = sendWithRetries(attempt, { service: 'SQS', signal: new AbortController().signal });
    await expect(sent).rejects.toThrow('SQS did not answer');
    expect(attempts).toBe(4);
  });
});
