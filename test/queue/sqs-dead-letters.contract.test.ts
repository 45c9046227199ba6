import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { localQueueUrl, startLocalQueues } from '../../lib/local/local-queues.ts';
import { createSqsDeadLetters } from '../../lib/queue/sqs-dead-letters.ts';
import { testDeadLetters } from '../contract/dead-letters.contract.ts';
import { declaredService } from '../helpers/declared-service.ts';
import { freePort } from '../helpers/free-port.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const { queues } = readDeclaredResources(declaredService());
const [uploads] = queues as [(typeof queues)[0]];
const root = tempDir();
const started = stopAfterEach();
let count = 0;

testDeadLetters('SQS', async () => {
  const port = await freePort();
  const { stop, url } = await startLocalQueues({ port, region: 'eu-west-1', dir: `${root}/${(count += 1)}`, queues });
  started.add(stop);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new SQSClient({ endpoint: url, region: 'eu-west-1', credentials });
  const queueUrl = localQueueUrl(port, uploads);
  return {
    deadLetters: createSqsDeadLetters({ client, queueUrl }),
    async kill(body) {
      await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
      const receive = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
      // Received once more than the queue allows, it is a dead letter.
      while (((await client.send(receive)).Messages ?? []).length > 0);
    },
    async take() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      for (const { ReceiptHandle } of Messages)
        await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      return Messages.map(({ Body = '' }) => Body);
    },
  };
});
