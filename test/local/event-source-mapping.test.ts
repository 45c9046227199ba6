import { createServer } from 'node:http';
import type { SQSEvent } from 'aws-lambda';
import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { startEventSourceMapping } from '../../lib/local/event-source-mapping.ts';
import { listenOn } from '../../lib/local/local-port.ts';
import { localQueueUrl, startLocalQueues } from '../../lib/local/local-queues.ts';
import { declaredService } from '../helpers/declared-service.ts';
import { freePort } from '../helpers/free-port.ts';
import { localSqs } from '../helpers/local-sqs.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

type Worker = (event: SQSEvent) => { readonly body?: unknown; readonly functionError?: boolean };

const { queues, mappings } = readDeclaredResources(declaredService());
const [mapping] = mappings;
const dir = tempDir();
const started = stopAfterEach();

/** A queue, a Lambda API with one function, and the mapping between them. */
async function start(worker: Worker, options: { retrySeconds?: number; reportsFailures?: boolean } = {}) {
  const [sqsPort, lambdaPort] = [await freePort(), await freePort()];
  const sqs = await startLocalQueues({ port: sqsPort, region: 'eu-west-1', dir: `${dir}/${sqsPort}`, queues });
  const events: SQSEvent[] = [];
  const paths = new Set<string>();
  const lambda = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const event = JSON.parse(Buffer.concat(chunks).toString()) as SQSEvent;
      events.push(event);
      paths.add(`${request.method ?? ''} ${request.url ?? ''}`);
      const { body = null, functionError = false } = worker(event);
      // As serverless-offline answers for a function that threw.
      response.writeHead(200, functionError ? { 'x-amz-function-error': 'Unhandled' } : {}).end(JSON.stringify(body));
    });
  });
  await listenOn(lambda, lambdaPort);
  const problems: string[] = [];
  const queueUrl = localQueueUrl(sqsPort, queues[0]!);
  const running = startEventSourceMapping({
    ...mapping!,
    reportsFailures: options.reportsFailures ?? true,
    sqsUrl: sqs.url,
    queueUrl,
    region: 'eu-west-1',
    lambdaUrl: `http://127.0.0.1:${lambdaPort}`,
    retrySeconds: options.retrySeconds ?? 0,
    onProblem: (text) => problems.push(text),
  });
  return {
    events,
    paths,
    problems,
    queue: localSqs(queueUrl),
    dead: localSqs(localQueueUrl(sqsPort, queues[1]!)),
    stop: started.add(async () => {
      await running.stop();
      await sqs.stop();
      lambda.closeAllConnections();
      await new Promise((resolve) => lambda.close(resolve));
    }),
  };
}

const failing = (event: SQSEvent, body: string) => ({
  body: {
    batchItemFailures: event.Records.filter((record) => record.body === body).map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  },
});
const empty = async (queue: ReturnType<typeof localSqs>) => {
  const { waiting, inFlight } = await queue.counts();
  return waiting + inFlight === 0 ? true : undefined;
};

describe('startEventSourceMapping', () => {
  it('hands messages over as Lambda does and deletes them', async () => {
    const stack = await start(() => ({ body: { batchItemFailures: [] } }));
    await stack.queue.send('hello');
    await until('the queue to be empty', () => empty(stack.queue));
    expect(stack.paths).toEqual(new Set(['POST /2015-03-31/functions/svc-dev-worker/invocations']));
    expect(stack.events[0]?.Records[0]).toEqual({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      receiptHandle: expect.any(String) as string,
      body: 'hello',
      attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }) as object,
      messageAttributes: {},
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:000000000000:svc-dev-Uploads',
      awsRegion: 'eu-west-1',
    });
    await stack.stop();
  });

  it('delivers again what failed, and only that, until it is a dead letter', async () => {
    const stack = await start((event) => failing(event, 'poison'));
    await stack.queue.send('good');
    await stack.queue.send('poison');
    await until('the dead letter', async () => ((await stack.dead.counts()).waiting === 1 ? true : undefined));
    await until('the queue to be empty', () => empty(stack.queue));
    const bodies = stack.events.flatMap(({ Records }) => Records.map(({ body }) => body)).sort();
    expect(bodies).toEqual(['good', 'poison', 'poison']);
    await stack.stop();
  });

  it('delivers a whole batch again where the function threw, and tells', async () => {
    let calls = 0;
    const stack = await start(() => ({ body: { errorMessage: 'crashed' }, functionError: (calls += 1) === 1 }));
    await stack.queue.send('a');
    await until('the queue to be empty', () => empty(stack.queue));
    expect(stack.events).toHaveLength(2);
    expect(stack.problems).toEqual(['The worker failed a batch of 1: {"errorMessage":"crashed"}']);
    await stack.stop();
  });

  it('waits as long as it is told before it delivers again', async () => {
    const stack = await start((event) => failing(event, 'poison'), { retrySeconds: 30 });
    await stack.queue.send('poison');
    await until('a delivery', () => stack.events[0]);
    await stack.queue.send('good');
    await until('the next delivery', () => stack.events[1]);
    expect(stack.events.map(({ Records }) => Records.map(({ body }) => body))).toEqual([['poison'], ['good']]);
    await stack.stop();
  });

  it('deletes everything where the function reports no failures', async () => {
    const stack = await start((event) => failing(event, 'poison'), { reportsFailures: false });
    await stack.queue.send('poison');
    await until('the queue to be empty', () => empty(stack.queue));
    expect((await stack.dead.counts()).waiting).toBe(0);
    await stack.stop();
  });
});
