import { DeleteMessageBatchCommand, PurgeQueueCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { localQueueUrl, startLocalQueues } from '../../lib/local/local-queues.ts';
import { declaredService } from '../helpers/declared-service.ts';
import { freePort } from '../helpers/free-port.ts';
import { localSqs } from '../helpers/local-sqs.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const { queues } = readDeclaredResources(declaredService());
const [uploads, dead] = queues as [(typeof queues)[0], (typeof queues)[0]];
const root = tempDir();
const started = stopAfterEach();

async function start(dir: string) {
  const port = await freePort();
  const { stop, url } = await startLocalQueues({ port, region: 'eu-west-1', dir: join(root, dir), queues });
  const uploadsUrl = localQueueUrl(port, uploads);
  return {
    port,
    url,
    stop: started.add(stop),
    uploadsUrl,
    uploads: localSqs(uploadsUrl),
    dead: localSqs(localQueueUrl(port, dead)),
  };
}

const bodies = (messages: readonly { Body?: string | undefined }[]) => messages.map(({ Body }) => Body).sort();

describe('startLocalQueues', () => {
  it('keeps messages over a restart until they are deleted', async () => {
    const first = await start('restart');
    await first.uploads.send('kept');
    await first.uploads.send('deleted');
    for (const message of await first.uploads.receive()) {
      if (message.Body === 'deleted') await first.uploads.remove(message);
    }
    await first.stop();
    const second = await start('restart');
    expect(bodies(await second.uploads.receive())).toEqual(['kept']);
    await second.stop();
  });

  it('keeps what came and went in batches', async () => {
    const first = await start('batches');
    const client = new SQSClient({
      endpoint: first.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    const QueueUrl = first.uploadsUrl;
    const Entries = ['a', 'b', 'c'].map((body) => ({ Id: body, MessageBody: body }));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const [received] = await first.uploads.receive();
    await client.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'x', ReceiptHandle: received?.ReceiptHandle }] }),
    );
    await first.stop();
    const second = await start('batches');
    expect(bodies(await second.uploads.receive())).toEqual(['a', 'b', 'c'].filter((body) => body !== received?.Body));
    await second.stop();
  });

  it('moves a message to the dead-letter queue after its receives, and keeps it there over a restart', async () => {
    const first = await start('dead');
    await first.uploads.send('poison');
    expect(await first.uploads.receive()).toHaveLength(1);
    expect(await first.uploads.receive()).toHaveLength(1);
    expect(await first.uploads.receive()).toHaveLength(0);
    expect((await first.dead.counts()).waiting).toBe(1);
    await first.stop();
    const second = await start('dead');
    expect(bodies(await second.dead.receive())).toEqual(['poison']);
    expect((await second.uploads.counts()).waiting).toBe(0);
    await second.stop();
  });

  it('forgets a queue that was purged, and no other', async () => {
    const first = await start('purge');
    await first.uploads.send('purged');
    await first.dead.send('kept');
    const client = new SQSClient({
      endpoint: first.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    await client.send(new PurgeQueueCommand({ QueueUrl: first.uploadsUrl }));
    await first.stop();
    const second = await start('purge');
    expect(await second.uploads.receive()).toEqual([]);
    expect(bodies(await second.dead.receive())).toEqual(['kept']);
    await second.stop();
  });

  it('listens on loopback only', async () => {
    const { port, stop } = await start('loopback');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of outside) {
      const reached = await new Promise((resolve) => {
        const socket = connect({ port, host: address, timeout: 1_000 });
        const answer = (value: boolean) => () => {
          socket.destroy();
          resolve(value);
        };
        socket.on('connect', answer(true)).on('error', answer(false)).on('timeout', answer(false));
      });
      expect(reached).toBe(false);
    }
    await stop();
  });
});
