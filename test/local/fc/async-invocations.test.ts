import { join } from 'node:path';
import {
  startAsyncInvocations,
  type AsyncInvocationsOptions,
  type InvocationOutcome,
} from '../../../lib/local/fc/async-invocations.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { until } from '../../helpers/until.ts';

const folder = tempDir();
let runs = 0;
const dirOfItsOwn = (): string => join(folder, String((runs += 1)));

const failed: InvocationOutcome = { kind: 'failed', errorType: 'UnhandledInvocationError', reason: 'no' };
const unreachable: InvocationOutcome = { kind: 'unreachable', reason: 'not there' };
const done: InvocationOutcome = { kind: 'done', result: '' };

/** A function that answers with one outcome after the other; the last one stays. */
function functionOf(...outcomes: InvocationOutcome[]) {
  const calls: { name: string; payload: string; requestId: string }[] = [];
  const run: AsyncInvocationsOptions['run'] = (name, payload, requestId) => {
    calls.push({ name, payload: payload.toString(), requestId });
    return Promise.resolve((outcomes.length > 1 ? outcomes.shift() : outcomes[0]) ?? done);
  };
  return { calls, run };
}
const start = (options: Pick<AsyncInvocationsOptions, 'run'> & Partial<AsyncInvocationsOptions>) =>
  startAsyncInvocations({ dir: dirOfItsOwn(), clock: Date.now, retrySeconds: 0, ...options });

describe('startAsyncInvocations', () => {
  it('runs a function once for an invocation that succeeds', async () => {
    const { calls, run } = functionOf(done);
    const invocations = start({ run });
    const requestId = invocations.add('worker', Buffer.from('中文'));
    await until('a call', () => calls.length > 0);
    await invocations.stop();
    expect(calls).toEqual([{ name: 'worker', payload: '中文', requestId }]);
    expect(invocations.failures()).toEqual([]);
  });

  it('runs a failed one again, under the same id', async () => {
    const { calls, run } = functionOf(failed, failed, failed, done);
    const invocations = start({ run });
    const requestId = invocations.add('worker', Buffer.from('x'));
    await until('four calls', () => calls.length === 4);
    await invocations.stop();
    expect(new Set(calls.map((call) => call.requestId))).toEqual(new Set([requestId]));
    expect(invocations.failures()).toEqual([]);
  });

  it('gives it up after three retries, and tells the failure destination', async () => {
    const { calls, run } = functionOf(failed);
    const invocations = start({ run });
    const requestId = invocations.add('worker', Buffer.from('{"v":1}'));
    const [event = ''] = await until('a failure', () => {
      const failures = invocations.failures();
      return failures.length > 0 ? failures : undefined;
    });
    await invocations.stop();
    expect(calls).toHaveLength(4);
    expect(JSON.parse(event)).toEqual({
      timestamp: expect.any(Number) as number,
      requestContext: {
        requestId,
        functionArn: 'acs:fc:local:0:functions/worker',
        condition: 'UnhandledInvocationError',
        approximateInvokeCount: 4,
      },
      requestPayload: '{"v":1}',
      responseContext: { statusCode: 200, functionError: 'UnhandledInvocationError' },
      responsePayload: 'no',
    });
  });

  it('hands what it gave up to the function that is its failure destination, and has that kept as any other', async () => {
    const dir = dirOfItsOwn();
    const { calls, run } = functionOf(failed);
    const failureDestination = (name: string) => (name === 'worker' ? 'dead-letters' : undefined);
    const first = start({ dir, run, failureDestination, maxRetries: 1 });
    const requestId = first.add('worker', Buffer.from('x'));
    await until('it to be given up as well', () => first.failures().length === 1);
    await first.stop();
    expect(calls.map(({ name }) => name)).toEqual(['worker', 'worker', 'dead-letters', 'dead-letters']);
    expect(JSON.parse(calls[3]?.payload ?? '')).toMatchObject({ requestContext: { requestId }, requestPayload: 'x' });
    expect(JSON.parse(first.failures()[0] ?? '')).toMatchObject({ requestPayload: calls[3]?.payload });
  });

  it('does not count what could not be run at all', async () => {
    const { calls, run } = functionOf(...Array.from({ length: 6 }, () => unreachable), done);
    const invocations = start({ run });
    invocations.add('worker', Buffer.from('x'));
    await until('seven calls', () => calls.length === 7);
    await invocations.stop();
    expect(invocations.failures()).toEqual([]);
  });

  it('gives up what is too old', async () => {
    let now = 0;
    const { calls, run } = functionOf(unreachable);
    const invocations = start({ run, clock: () => now, maxAgeSeconds: 60 });
    invocations.add('worker', Buffer.from('x'));
    await until('two calls', () => calls.length >= 2);
    expect(invocations.failures()).toEqual([]);
    now = 60_000;
    await until('a failure', () => invocations.failures().length === 1);
    await invocations.stop();
  });

  it('goes on where a run before ended, however it did, and counts on', async () => {
    const dir = dirOfItsOwn();
    const before = functionOf(failed);
    const first = start({ dir, run: before.run, retrySeconds: 3_600 });
    const requestId = first.add('worker', Buffer.from([0xff, 0x00]));
    await until('a first attempt', () => before.calls.length === 1);
    // Nothing is stopped: as if the process had been killed.
    const after = functionOf(failed);
    const second = start({ dir, run: after.run });
    await until('a failure', () => second.failures().length === 1);
    expect(after.calls.map((call) => call.requestId)).toEqual([requestId, requestId, requestId]);
    await second.stop();
    await first.stop();
    const third = start({ dir, run: functionOf(done).run });
    expect(third.failures()).toHaveLength(1);
    await third.stop();
  });

  it('keeps what runs when it is stopped', async () => {
    const dir = dirOfItsOwn();
    let running = 0;
    const first = start({
      dir,
      run: () => {
        running += 1;
        return new Promise(() => undefined);
      },
    });
    first.add('worker', Buffer.from('x'));
    await until('it to run', () => running === 1);
    await first.stop();
    const { calls, run } = functionOf(done);
    const second = start({ dir, run });
    await until('it to run again', () => calls.length === 1);
    await second.stop();
    expect(calls[0]?.payload).toBe('x');
  });
});
