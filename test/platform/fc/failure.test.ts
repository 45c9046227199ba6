import { failureEvent } from '../../../lib/local/fc/failure-event.ts';
import { createFcFailureHandler, readFailure } from '../../../lib/platform/fc/failure.ts';
import { createMemoryDeadLetterShelf } from '../../../lib/store/memory-dead-letter-shelf.ts';

const NOW = Date.parse('2026-11-02T10:20:30.400Z');
const EVENT = failureEvent(
  { id: 'r-1', name: 'worker', payload: Buffer.from('{"v":1,"中":"文"}'), attempts: 4 },
  { errorType: 'UnhandledInvocationError', reason: '{"errorMessage":"no"}' },
  NOW,
);

describe('readFailure', () => {
  it('takes the message, its id and the reason out of the event', () => {
    expect(readFailure(EVENT)).toEqual({
      id: 'r-1',
      body: '{"v":1,"中":"文"}',
      sentAt: '2026-11-02T10:20:30.400Z',
      reason: 'UnhandledInvocationError: no',
    });
  });

  it.each([
    [{ timestamp: '2020-08-20T12:00:00.000Z' }, { sentAt: '2020-08-20T12:00:00.000Z', reason: 'not told' }],
    [{ timestamp: 'long ago', responsePayload: 'it broke' }, { reason: 'it broke' }],
    [{ responsePayload: { errorMessage: 'no', errorType: 'Error' } }, { reason: 'no' }],
    [{ responsePayload: { code: 7 } }, { reason: '{"code":7}' }],
  ])('reads what is documented of it, and does without the rest: %j', (parts, read) => {
    const event = { requestContext: { requestId: 'r' }, requestPayload: '', ...parts };
    expect(readFailure(JSON.stringify(event))).toEqual({ id: 'r', body: '', ...read });
  });

  it('keeps a reason of bounded length', () => {
    const event = { requestContext: { requestId: 'r' }, requestPayload: '', responsePayload: 'x'.repeat(100_000) };
    expect(readFailure(JSON.stringify(event)).reason).toHaveLength(2_000);
  });

  it.each(['no JSON', '{}', '{"requestContext":{"requestId":""},"requestPayload":""}'])(
    'loses nothing of what it does not know: %s',
    (text) => {
      const letter = readFailure(text);
      expect(letter).toMatchObject({ body: text, reason: expect.stringContaining('not of the form') as string });
      expect(letter.id).toMatch(/^[0-9a-f]{32}$/);
      expect(readFailure(text).id).toBe(letter.id);
    },
  );
});

describe('createFcFailureHandler', () => {
  const invocation = { payload: Buffer.from(EVENT), requestId: 'r-2', timeoutSeconds: 60 };

  it('has the letter on the shelf when it resolves, once however often it is told', async () => {
    const shelf = createMemoryDeadLetterShelf();
    const handle = createFcFailureHandler(() => Promise.resolve(shelf));
    await handle(invocation);
    await handle(invocation);
    expect((await shelf.list({ limit: 10 })).map(({ id }) => id)).toEqual(['r-1']);
  });

  it('tries again while there is time: the shelf may not open, and not take it', async () => {
    const shelf = createMemoryDeadLetterShelf();
    const answers = [
      () => Promise.reject(new Error('not migrated')),
      () => Promise.resolve({ ...shelf, put: () => Promise.reject(new Error('cut off')) }),
      () => Promise.resolve(shelf),
    ];
    await createFcFailureHandler(() => (answers.shift() ?? answers[0]!)())(invocation);
    expect(await shelf.count()).toBe(1);
  });

  it.each([20, undefined])('fails once there is no time, so that it is invoked again: %s s', async (timeoutSeconds) => {
    const handle = createFcFailureHandler(() => Promise.reject(new Error('no database')));
    await expect(handle({ ...invocation, timeoutSeconds })).rejects.toThrow('no database');
  });
});
