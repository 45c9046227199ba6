import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { createSqsQueue, type SqsQueueOptions } from '../../lib/queue/sqs-queue.ts';
import { testMessageQueue, type QueueUnderTest } from '../contract/message-queue.contract.ts';

testMessageQueue('SQS', () => openSqs({}));
testMessageQueue('SQS, messages sharing calls', () => openSqs({ gatherMs: 2 }));

async function openSqs(options: Pick<SqsQueueOptions, 'gatherMs'>): Promise<QueueUnderTest> {
  const app = buildApp({ logger: false, defaultRegion: 'us-east-1' });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const endpoint = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SQSClient({ endpoint, region: 'us-east-1', credentials });
  const { QueueUrl = '' } = await client.send(
    new CreateQueueCommand({ QueueName: 'uploads', Attributes: { MaximumMessageSize: '1048576' } }),
  );
  return {
    queue: createSqsQueue({
      queueUrl: QueueUrl,
      endpoint,
      region: 'us-east-1',
      credentials: () => credentials,
      ...options,
    }),
    async take() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      if (Messages.length > 0) {
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
      return Messages.map(({ Body = '' }) => Body);
    },
    async stop() {
      client.destroy();
      await app.close();
    },
  };
}
