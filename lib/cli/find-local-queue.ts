import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Env } from '../config.ts';
import { UsageError } from './cli-command.ts';
import { LOCAL_ROLE, WORKER_NAMES } from '../local/fc/fc-environment.ts';
import { besideFc, LOCAL_AWS } from './find-local-table.ts';

const DEFAULT_PORT = '9324';
const DEFAULT_FC_PORT = '9100';
// What serverless.yml calls the queue ends the local queue's name, whatever the service and the stage.
const QUEUE = /UploadsQueue$/;

/** A queue on this machine, and who talks to it. */
export interface LocalQueue {
  readonly client: SQSClient;
  readonly queueUrl: string;
}

/**
 * Finds the uploads queue of `npm start` on this machine, at `SQS_PORT` (default 9324).
 * @throws {UsageError} where nothing, or no uploads queue, is there.
 */
export async function findLocalQueue(env: Env): Promise<LocalQueue> {
  const endpoint = `http://127.0.0.1:${env['SQS_PORT'] ?? DEFAULT_PORT}`;
  const client = new SQSClient({ endpoint, ...LOCAL_AWS });
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({})).catch((cause: unknown) => {
    const advice = `start it by \`npm start\`, or set SQS_PORT; ${besideFc(fcSettings(env))}`;
    const other = 'where it prints another address of Function Compute, that is FC_ENDPOINT';
    throw new UsageError(`no queue answers at ${endpoint}: ${advice}; ${other}`, { cause });
  });
  const queueUrl = QueueUrls.find((url) => QUEUE.test(url));
  if (queueUrl === undefined) throw new UsageError(`no uploads queue at ${endpoint}`);
  return { client, queueUrl };
}

/** What reaches the dead letters of the local Function Compute, which takes no other credentials. */
function fcSettings(env: Env): string {
  const settings = {
    QUEUE: 'fc',
    // It speaks both versions' APIs, whichever its receiver speaks.
    FC_API: '3',
    FC_WORKER: WORKER_NAMES[3],
    FC_ENDPOINT: `http://127.0.0.1:${env['FC_PORT'] || DEFAULT_FC_PORT}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: LOCAL_ROLE.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: LOCAL_ROLE.accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: LOCAL_ROLE.securityToken ?? '',
    STORE: 'postgres',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
