import { inspect } from 'node:util';
import type { Step } from '../../lib/worker/step.ts';
import { queueRecord, uploadId, uploadMessage } from '../helpers/upload-messages.ts';
import { a, b, setUp } from '../helpers/worker-under-test.ts';

describe('the log line of a message', () => {
  it('holds ids, results and milliseconds, and what the platform adds', async () => {
    const { work, lines } = setUp({ metrics: ({ outcome, at }) => ({ metric: outcome, isTime: at > 0 }) });
    await work([{ ...queueRecord(uploadMessage('a', { traceId: 'Root=1' }), 'm1'), attempt: 2 }]);
    expect(lines).toStrictEqual([
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

  it('holds nothing that is not known', async () => {
    const { work, lines } = setUp();
    const problem = 'the body is empty';
    expect(await work([queueRecord(uploadMessage('a', { upload: {}, problem }), 'm1')])).toEqual({ failedIds: [] });
    expect(lines).toStrictEqual([
      {
        level: 'error',
        message: 'upload kept, but its callback body could not be understood',
        outcome: 'unparsed',
        messageId: 'm1',
        id: uploadId('a'),
        requestId: 'request-a',
        problem,
        ms: { claim: 1, record: 1, complete: 2, total: 8 },
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

  const bare = new Error('bare');
  delete (bare as { stack?: string }).stack;
  const x = 'x'.repeat(3_000);
  const cut = 'x'.repeat(2_000);
  const unreadable = { name: 'Error', message: 'what was thrown cannot be read' };
  it.each<{ name: string; thrown: unknown; error: object }>([
    { name: 'a text', thrown: 'text', error: { name: 'Error', message: 'text' } },
    { name: 'null', thrown: null, error: { name: 'Error', message: 'null' } },
    { name: 'nothing', thrown: undefined, error: { name: 'Error', message: 'undefined' } },
    { name: 'a symbol', thrown: Symbol('s'), error: { name: 'Error', message: 'Symbol(s)' } },
    { name: 'an error without a stack', thrown: bare, error: { name: 'Error', message: 'bare' } },
    {
      name: 'an error of another realm',
      thrown: { name: 'X', code: 'E', message: 'm', stack: 's' },
      error: { name: 'X', code: 'E', message: 'm', stack: 's' },
    },
    {
      name: 'an error without a message',
      thrown: { name: 'X', message: undefined },
      error: { name: 'X', message: "{ name: 'X', message: undefined }" },
    },
    {
      name: 'a message that is an object',
      thrown: { message: { a: 1 } },
      error: { name: 'Error', message: '{ a: 1 }' },
    },
    {
      name: 'members that are no texts',
      thrown: { name: 1, code: 2, message: 3, stack: [] },
      error: { name: 'Error', message: '3' },
    },
    {
      name: 'long texts',
      thrown: { name: x, code: x, message: x, stack: x },
      error: { name: cut, code: cut, message: cut, stack: cut },
    },
    {
      name: 'a deep object',
      thrown: { a: { b: { c: { d: 1 } } } },
      error: { name: 'Error', message: '{ a: { b: { c: [Object] } } }' },
    },
    {
      name: 'an object without a prototype',
      thrown: Object.create(null),
      error: { name: 'Error', message: '[Object: null prototype] {}' },
    },
    {
      name: 'a getter that throws',
      thrown: {
        get message() {
          throw new Error('no');
        },
      },
      error: unreadable,
    },
    {
      name: 'an inspection that throws',
      thrown: {
        [inspect.custom]: () => {
          throw new Error('no');
        },
      },
      error: unreadable,
    },
  ])('tells of $name that is thrown, and fails that message alone', async ({ thrown, error }) => {
    const thrower: Step = {
      name: 'own',
      run: ({ object }) => {
        if (object?.includes('/a')) throw thrown;
      },
    };
    const { work, lines } = setUp({ steps: [thrower] });
    expect(await work([a, b])).toEqual({ failedIds: [a.id] });
    expect(lines.find(({ outcome }) => outcome === 'failed')?.['error']).toEqual(error);
  });
});
