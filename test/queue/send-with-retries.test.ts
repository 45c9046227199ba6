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

  it('leaves an attempt that is silent under way, beside another, and takes whichever is answered first', async () => {
    const signals: AbortSignal[] = [];
    let answerFirst: (outcome: SendOutcome) => void = () => undefined;
    const attempt = (signal: AbortSignal): Promise<SendOutcome> => {
      signals.push(signal);
      return new Promise((resolve) => {
        if (signals.length === 1) answerFirst = resolve;
        // The answer to the first, once a second is under way.
        else answerFirst('durable');
      });
    };
    await sendWithRetries(attempt, { service: 'SQS', signal: new AbortController().signal });
    // Whoever lost is told to hang up.
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('ends with a refusal that another attempt would not change, whatever else is under way', async () => {
    let made = 0;
    const attempt = (signal: AbortSignal): Promise<SendOutcome> => {
      made += 1;
      if (made === 1)
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', reject);
        });
      return Promise.resolve({ error: failure, isPassing: false });
    };
    await expect(sendWithRetries(attempt, { service: 'SQS', signal: AbortSignal.timeout(3_000) })).rejects.toBe(
      failure,
    );
    expect(made).toBe(2);
  });

  it('gives all up when the time is over, and says why the last of them failed', async () => {
    const attempt = (signal: AbortSignal): Promise<SendOutcome> =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const time = new AbortController();
    const sent = sendWithRetries(attempt, { service: 'SQS', signal: time.signal });
    time.abort(new Error('no time'));
    await expect(sent).rejects.toMatchObject({ message: 'SQS did not answer', cause: { message: 'no time' } });
  });

  it('names a refusal, not the silence behind it', async () => {
    const time = new AbortController();
    let made = 0;
    const attempt = (signal: AbortSignal): Promise<SendOutcome> => {
      made += 1;
      if (made === 1) return Promise.resolve(passing);
      time.abort();
      return Promise.reject(signal.reason as Error);
    };
    await expect(sendWithRetries(attempt, { service: 'SQS', signal: time.signal })).rejects.toBe(failure);
    expect(made).toBe(2);
  });
});
