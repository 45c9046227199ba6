import { createFcInvocationHandler, createFcQueueHandler } from '../../../lib/platform/fc/queue.ts';
import { createRoleCredentials } from '../../../lib/platform/fc/role-credentials.ts';
import type { QueueRecord, Worker, WorkerInvocation } from '../../../lib/worker/worker.ts';
import { FC_CREDENTIALS } from '../../helpers/fc-credentials.ts';
import { anyRole, FC_CONTEXT } from '../../helpers/fc-events.ts';

/** A worker that tells what it was handed, and fails what says so. */
function recordingWorker() {
  const handed: { records: readonly QueueRecord[]; invocation: WorkerInvocation | undefined }[] = [];
  const work: Worker = (records, invocation) => {
    handed.push({ records, invocation });
    return Promise.resolve({ failedIds: records.filter(({ body }) => body === 'bad').map(({ id }) => id) });
  };
  return { handed, work };
}

describe('createFcQueueHandler', () => {
  it('hands the payload to the worker, with the time that is left', async () => {
    const { handed, work } = recordingWorker();
    const handler = createFcQueueHandler(createFcInvocationHandler(work), { credentials: anyRole() });
    await handler(Buffer.from('{"v":1,"中":"文"}'), FC_CONTEXT);
    expect(handed[0]?.records).toEqual([{ id: FC_CONTEXT.requestId, body: '{"v":1,"中":"文"}' }]);
    const left = handed[0]?.invocation?.remainingMs?.() ?? 0;
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });

  it('throws for a message that failed, so that Function Compute tries again', async () => {
    const handler = createFcQueueHandler(createFcInvocationHandler(recordingWorker().work), { credentials: anyRole() });
    await expect(handler(Buffer.from('bad'), FC_CONTEXT)).rejects.toThrow('the message is to be delivered again');
  });

  it('throws for all messages where the worker could not be composed', async () => {
    const worker = Promise.reject<Worker>(new Error('no database'));
    const handler = createFcQueueHandler(createFcInvocationHandler(worker), { credentials: anyRole() });
    await expect(handler(Buffer.from('good'), FC_CONTEXT)).rejects.toThrow('no database');
  });

  it('takes the credentials that came with it, and does without a context', async () => {
    const { handed, work } = recordingWorker();
    const credentials = createRoleCredentials({ accessKeyId: '', accessKeySecret: '' });
    const handler = createFcQueueHandler(createFcInvocationHandler(work), { credentials });
    await handler(Buffer.from('good'));
    expect(handed[0]?.invocation).toEqual({});
    await handler(Buffer.from('good'), FC_CONTEXT);
    expect(credentials.get()).toEqual(FC_CREDENTIALS);
  });
});

describe('createRoleCredentials', () => {
  const fresh = { accessKeyId: 'STS.new', accessKeySecret: 'new', securityToken: 'new' };

  it.each([
    ['nothing', undefined],
    ['no token', { ...fresh, securityToken: '' }],
    ['no secret', { ...fresh, accessKeySecret: '' }],
    ['no id', { ...fresh, accessKeyId: '' }],
  ])('keeps what it has where there comes %s', (_name, incomplete) => {
    const role = createRoleCredentials(FC_CREDENTIALS);
    role.renew(incomplete);
    expect(role.get()).toEqual(FC_CREDENTIALS);
  });

  it('keeps a key that somebody has stated', () => {
    const stated = { accessKeyId: 'LTAIexample', accessKeySecret: 'secret' };
    const role = createRoleCredentials(stated);
    role.renew(fresh);
    expect(role.get()).toEqual(stated);
  });

  it('takes newer ones, again and again', () => {
    const role = createRoleCredentials(FC_CREDENTIALS);
    role.renew(fresh);
    expect(role.get()).toEqual(fresh);
    role.renew(FC_CREDENTIALS);
    expect(role.get()).toEqual(FC_CREDENTIALS);
  });
});
