import { failedIds } from '../../lib/local/failed-ids.ts';

describe('failedIds', () => {
  it.each([
    { name: 'nothing failed', result: '{"batchItemFailures":[]}', failed: [] },
    { name: 'one failed', result: '{"batchItemFailures":[{"itemIdentifier":"b"}]}', failed: ['b'] },
    { name: 'an empty answer', result: '', failed: [] },
    { name: 'null', result: 'null', failed: [] },
    { name: 'an empty object', result: '{}', failed: [] },
    { name: 'null failures', result: '{"batchItemFailures":null}', failed: [] },
    { name: 'an unknown id', result: '{"batchItemFailures":[{"itemIdentifier":"x"}]}', failed: ['a', 'b'] },
    { name: 'an empty id', result: '{"batchItemFailures":[{"itemIdentifier":""}]}', failed: ['a', 'b'] },
    { name: 'a null id', result: '{"batchItemFailures":[{"itemIdentifier":null}]}', failed: ['a', 'b'] },
    { name: 'another key', result: '{"batchItemFailures":[{"id":"a"}]}', failed: ['a', 'b'] },
    { name: 'no JSON', result: 'ok', failed: ['a', 'b'] },
  ])('reads $name as Lambda does', ({ result, failed }) => {
    expect([...failedIds(result, ['a', 'b'])]).toEqual(failed);
  });
});
