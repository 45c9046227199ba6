import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localQueueUrl, startLocalQueues } from '../../../lib/local/local-queues.ts';
import { freePort } from '../../helpers/free-port.ts';
import { bundleHandler } from '../bundle-callback.ts';
import { coldEvent, measureColdStart } from '../cold-start.ts';
import type { Figure } from '../figure.ts';
import type { Workplace } from '../run.ts';

const FOREIGN = /lib\/(worker|store|platform\/fc)\/|@aws-sdk|@smithy|@alicloud/;

/** What the bundle of the callback function adds to a bare Node until its first reply, the first enqueue included. */
export async function measureColdStarts({ folder, keyFile }: Workplace): Promise<Figure[]> {
  const { file, bytes, inputs } = await bundleHandler('handlers/aws/callback.ts', folder);
  const port = await freePort();
  const queue = { logicalId: 'Q', name: 'bench', arn: 'arn:aws:sqs:us-east-1:000000000000:bench', attributes: {} };
  const sqs = await startLocalQueues({ port, region: 'us-east-1', dir: folder, queues: [queue] });
  const eventFile = join(folder, 'event.json');
  await writeFile(eventFile, coldEvent());
  const { bareMs, addedMs } = await measureColdStart({
    QUEUE: 'sqs',
    QUEUE_URL: localQueueUrl(port, queue),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    OSS_PUB_KEY_FILE: keyFile,
    BUNDLE: file,
    EVENT_FILE: eventFile,
  });
  await sqs.stop();
  return [
    { what: 'callback bundle, KiB', value: bytes / 1024 },
    {
      what: 'files of worker, store, other cloud in it',
      value: inputs.filter((input) => FOREIGN.test(input)).length,
      atMost: 0,
    },
    { what: 'cold start: bare Node, ms', value: bareMs },
    { what: 'cold start: added until the first reply, ms', value: addedMs, atMost: 60, aim: 35 },
  ];
}
