import { SQSClient } from '@aws-sdk/client-sqs';
import { createSqsDeadLetters } from '../../lib/queue/sqs-dead-letters.ts';
import { redriveSqs } from '../../lib/queue/sqs-redrive.ts';
import { answer, CREDENTIALS, refuse, startFakeSqs, type FakeSqs } from '../helpers/fake-sqs.ts';

const sourceArn = 'arn:aws:sqs:eu-central-1:000000000000:dead';
const tasks = (...Results: object[]) => answer(200, JSON.stringify({ Results }));
const RUNNING = { Status: 'RUNNING', StartedTimestamp: 2, ApproximateNumberOfMessagesMoved: 1 };
const started = answer(200, '{"TaskHandle":"h"}');

describe('redriveSqs', () => {
  let sqs: FakeSqs;
  let client: SQSClient;
  beforeEach(async () => {
    sqs = await startFakeSqs();
    client = new SQSClient({
      endpoint: sqs.endpoint,
      region: 'eu-central-1',
      credentials: CREDENTIALS,
      maxAttempts: 1,
    });
  });
  afterEach(async () => {
    client.destroy();
    await sqs.stop();
  });
  const actions = () => sqs.calls.map(({ target }) => target.replace('AmazonSQS.', ''));

  it('does not take the task before, which a listing still shows, for its own', async () => {
    const before = { Status: 'COMPLETED', StartedTimestamp: 1, ApproximateNumberOfMessagesMoved: 77 };
    const done = { Status: 'COMPLETED', StartedTimestamp: 2, ApproximateNumberOfMessagesMoved: 3 };
    sqs.behave(tasks(before), started, tasks(before), tasks(RUNNING, before), tasks(done, before));
    expect(await redriveSqs(client, { sourceArn })).toEqual({ moved: 3, ended: true });
    expect(actions().filter((action) => action === 'StartMessageMoveTask')).toHaveLength(1);
  });

  it('joins the one that runs already', async () => {
    sqs.behave(tasks(RUNNING), tasks({ ...RUNNING, Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 9 }));
    expect(await redriveSqs(client, { sourceArn })).toEqual({ moved: 9, ended: true });
    expect(actions()).not.toContain('StartMessageMoveTask');
  });

  it('joins the one that somebody else started in between', async () => {
    const refused = refuse(400, 'UnsupportedOperation');
    sqs.behave(tasks(), refused, tasks(RUNNING), tasks({ ...RUNNING, Status: 'COMPLETED' }));
    expect(await redriveSqs(client, { sourceArn })).toEqual({ moved: 1, ended: true });
  });

  it('passes on a refusal', async () => {
    sqs.behave(tasks(), refuse(403, 'AccessDeniedException'), tasks());
    await expect(redriveSqs(client, { sourceArn })).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('says how far it came where it was not waited for', async () => {
    const signal = AbortSignal.abort();
    sqs.behave(tasks(), started, tasks(RUNNING));
    expect(await redriveSqs(client, { sourceArn, signal })).toEqual({ moved: 1, ended: false });
  });

  it('says why SQS gave up', async () => {
    const failed = { Status: 'FAILED', StartedTimestamp: 3, FailureReason: 'AWS.SimpleQueueService.NonExistentQueue' };
    sqs.behave(tasks(), started, tasks(failed));
    await expect(redriveSqs(client, { sourceArn })).rejects.toMatchObject({
      code: 'ERR_REDRIVE_FAILED',
      message: expect.stringContaining('NonExistentQueue') as string,
      moved: 0,
    });
  });

  it('needs a queue that has dead letters', async () => {
    sqs.behave(answer(200, '{"Attributes":{}}'));
    await expect(createSqsDeadLetters({ client, queueUrl: 'https://q' }).count()).rejects.toMatchObject({
      code: 'ERR_CONFIG_INVALID',
    });
  });
});
