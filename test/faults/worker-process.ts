import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

// What Lambda's event source mapping does, and the worker function in the same process: both die at once.
const { handler } = (await import('../../handlers/aws/worker.ts')) as {
  handler: (event: object) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;
};
const endpoint = process.env['AWS_ENDPOINT_URL_SQS'] ?? '';
const QueueUrl = process.env['QUEUE_URL'] ?? '';
const client = new SQSClient({ endpoint, region: 'us-east-1' });
process.stdout.write('{"url":"http://127.0.0.1:1"}\n');

for (;;) {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1, VisibilityTimeout: 5 }),
  );
  if (Messages.length === 0) continue;
  const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body, attributes: {} }));
  const { batchItemFailures } = await handler({ Records });
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  for (const { MessageId, ReceiptHandle } of Messages) {
    if (!failed.has(MessageId ?? '')) await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
}
