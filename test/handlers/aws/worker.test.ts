import { readdirSync, readFileSync } from 'node:fs';
import type { SQSEvent } from 'aws-lambda';

const FOLDER = 'events/queue/';
const readEvent = (name: string): SQSEvent => JSON.parse(readFileSync(FOLDER + name, 'utf8')) as SQSEvent;

describe('handlers/aws/worker', () => {
  it.each([
    { name: 'one-upload.json', failed: [] },
    { name: 'batch-with-bad-record.json', failed: ['2e1424d4-f796-459a-8184-9c92662be6da'] },
    { name: 'duplicate.json', failed: [] },
  ])('handles events/queue/$name', async ({ name, failed }) => {
    Object.assign(process.env, { IS_LOCAL: 'true', LOG_LEVEL: 'silent' });
    const { handler } = await import('../../../handlers/aws/worker.ts');
    const batchItemFailures = failed.map((itemIdentifier) => ({ itemIdentifier }));
    expect(await handler(readEvent(name))).toEqual({ batchItemFailures });
  });

  it('has an expectation here for every event there is', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(['batch-with-bad-record.json', 'duplicate.json', 'one-upload.json']);
  });
});
