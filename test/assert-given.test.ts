import { createCallbackReceiver, createSqsQueue, createWorker, openFactStore, openUploadStore } from '../lib/index.ts';

/** Calls as JavaScript does, which knows of no types. */
const call = (callee: (...args: never[]) => unknown, ...args: readonly unknown[]): unknown =>
  Reflect.apply(callee, undefined, args);
const clock = () => 0;
const given = { queueUrl: 'https://sqs.example.com/1/q', region: 'r', credentials: () => undefined };

describe('assertGiven', () => {
  it.each([
    { name: 'createCallbackReceiver', callee: createCallbackReceiver, options: {}, says: '"pubKeys" must be given' },
    {
      name: 'createCallbackReceiver',
      callee: createCallbackReceiver,
      options: { pubKeys: {}, queue: null },
      says: '"queue" must be given',
    },
    { name: 'createWorker', callee: createWorker, options: {}, says: '"store" must be given' },
    { name: 'createWorker', callee: createWorker, options: { store: {} }, says: '"clock" must be given' },
    { name: 'createSqsQueue', callee: createSqsQueue, options: {}, says: '"queueUrl" must be given' },
    {
      name: 'createSqsQueue',
      callee: createSqsQueue,
      options: { ...given, queueUrl: 'foo' },
      says: '"queueUrl" must be a URL, got "foo"',
    },
    {
      name: 'createSqsQueue',
      callee: createSqsQueue,
      options: { ...given, region: undefined },
      says: '"region" must be given',
    },
  ])('$name names what is missing: $says', ({ callee, options, says }) => {
    const create = (): unknown => call(callee, options);
    expect(create).toThrow(TypeError);
    expect(create).toThrow(says);
  });

  it.each([
    { config: {}, says: '"kind" must be given' },
    { config: { kind: 'nope' }, says: '"kind" must be one of dynamodb, postgres, memory, got "nope"' },
    { config: { kind: 'dynamodb' }, says: '"table" must be given' },
  ])('no store is opened for $config', async ({ config, says }) => {
    for (const open of [openFactStore, openUploadStore]) {
      const opening = call(open, config, { clock });
      await expect(opening).rejects.toThrow(TypeError);
      await expect(opening).rejects.toThrow(says);
    }
  });
});
