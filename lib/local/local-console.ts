import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { systemClock } from '../clock.ts';
import { hearFunctionLine } from '../console/hear/hear-function-line.ts';
import { hearQueue, type QueueEvent } from '../console/hear/hear-queue.ts';
import { createSimulatorHearing } from '../console/hear/hear-simulator.ts';
import { startConsole } from '../console/server/start-console.ts';
import type { NamedKey } from '../diagnostics/diagnose-signature.ts';
import { createSqsDeadLetters } from '../queue/sqs-dead-letters.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { createDynamoDbClient } from '../store/dynamodb-client.ts';
import { createDynamoDbUploadReader } from '../store/dynamodb-upload-reader.ts';
import type { DeclaredResources } from './declared-resources.ts';
import { hearFunctions } from './hear-functions.ts';
import { LOOPBACK } from './local-port.ts';
import { localQueueUrl } from './local-queues.ts';
import type { LocalSettings } from './local-settings.ts';

/** Options of {@link startLocalConsole}. */
export interface LocalConsoleOptions {
  readonly settings: LocalSettings;
  readonly resources: DeclaredResources;
  readonly region: string;
  readonly oss: Simulator;
}

/** The console of a local run. */
export interface LocalConsole {
  readonly hearQueue: (event: QueueEvent) => void;
  readonly stop: () => Promise<void>;
}

// The local services take any credentials, and a person's own have no business there.
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the console and lets it hear what the local OSS, the queue and the functions tell. */
export async function startLocalConsole(options: LocalConsoleOptions): Promise<LocalConsole> {
  const { settings, resources, region, oss } = options;
  const url = (port: number): string => `http://${LOOPBACK}:${port}`;
  const [mapping] = resources.mappings;
  const [table] = resources.tables;
  if (mapping === undefined || table === undefined)
    throw new TypeError('serverless.yml must declare a queue that triggers a function, and a table');
  const maxReceives = mapping.queue.redrive?.maxReceiveCount ?? Infinity;
  const sqs = new SQSClient({ endpoint: url(settings.sqsPort), region, credentials });
  const queueUrl = localQueueUrl(settings.sqsPort, mapping.queue);
  const dynamodb = createDynamoDbClient({ endpoint: url(settings.dynamodbPort), region, credentials });
  const running = await startConsole({
    port: settings.consolePort,
    historyFile: join(settings.dir, 'console.jsonl'),
    setup: { callbackUrl: `${url(settings.httpPort)}/`, ossUrl: oss.url, maxReceives },
    reader: createDynamoDbUploadReader({ client: dynamodb, table: table.name, clock: systemClock }),
    deadLetters: createSqsDeadLetters({ client: sqs, queueUrl }),
    queueDepth: () => queueDepth(sqs, queueUrl),
    keys: trustedKeys(oss, process.env['OSS_PUB_KEY_FILE']),
    credentials: oss.credentials,
    clock: systemClock,
  });
  const hearSimulator = createSimulatorHearing();
  const deaf = [
    oss.spy.listen((event) => {
      const heard = hearSimulator(event, systemClock());
      if (heard) running.record(heard);
    }),
    hearFunctions((line) => {
      const heard = hearFunctionLine(line, { maxReceives });
      if (heard) running.record(heard);
    }),
  ];
  return {
    hearQueue: (event) => {
      running.record(hearQueue(event, systemClock()));
    },
    stop: async () => {
      for (const end of deaf) end();
      await running.stop();
      sqs.destroy();
      dynamodb.destroy();
    },
  };
}

async function queueDepth(sqs: SQSClient, QueueUrl: string) {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] });
  const { Attributes = {} } = await sqs.send(command);
  const [waiting = 0, inFlight = 0] = AttributeNames.map((name) => Number(Attributes[name] ?? 0));
  return { waiting, inFlight };
}

function trustedKeys({ publicKey }: Simulator, ownKeysFile: string | undefined): NamedKey[] {
  const own = ownKeysFile
    ? (readFileSync(ownKeysFile, 'utf8').match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----/g) ?? [])
    : [];
  return [{ name: "the local OSS's key", pem: publicKey }, ...own.map((pem) => ({ name: 'a key of yours', pem }))];
}
