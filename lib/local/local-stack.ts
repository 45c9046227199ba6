import type { DeclaredResources } from './declared-resources.ts';
import { startEventSourceMapping } from './event-source-mapping.ts';
import { assertPortIsFree, LOOPBACK, untilListening } from './local-port.ts';
import { localQueueUrl, startLocalQueues } from './local-queues.ts';
import type { QueueListener } from './observe-journal.ts';
import { startLocalOss } from './local-oss.ts';
import { startLocalConsole } from './local-console.ts';
import { lockFolder } from './lock-folder.ts';
import type { LocalSettings } from './local-settings.ts';
import { startLocalTables } from './local-tables.ts';

/** Options of {@link startLocalStack}. */
export interface LocalStackOptions {
  readonly settings: LocalSettings;
  readonly resources: DeclaredResources;
  readonly region: string;
  /** PEM of the key that the local OSS signs callbacks with. */
  readonly ossPrivateKey: string;
  /** Told what went wrong, in a sentence. */
  readonly onProblem: (text: string) => void;
  /** Told once the callback URL answers. */
  readonly onReady: () => void;
}

/** What `serverless offline` needs beside itself, running. */
export interface LocalStack {
  readonly stop: () => Promise<void>;
}

/**
 * Starts the local queue, table, OSS and console; feeds the worker once `serverless offline` listens.
 * @throws {ConfigInvalidError} where a port or the folder is in use, before anything is started.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { settings, resources, region, ossPrivateKey, onProblem, onReady } = options;
  await assertPortIsFree({ service: 'callbacks', port: settings.httpPort, variable: 'HTTP_PORT' });
  await assertPortIsFree({ service: 'invoking functions', port: settings.lambdaPort, variable: 'LAMBDA_PORT' });
  await assertPortIsFree({ service: 'the local SQS', port: settings.sqsPort, variable: 'SQS_PORT' });
  await assertPortIsFree({ service: 'the local DynamoDB', port: settings.dynamodbPort, variable: 'DYNAMODB_PORT' });
  await assertPortIsFree({ service: 'the local OSS', port: settings.ossPort, variable: 'OSS_PORT' });
  await assertPortIsFree({ service: 'the console', port: settings.consolePort, variable: 'CONSOLE_PORT' });

  const { dir } = settings;
  const unlock = lockFolder(dir);
  const tables = await startLocalTables({ port: settings.dynamodbPort, region, dir, tables: resources.tables });
  const oss = await startLocalOss({ port: settings.ossPort, dir, privateKey: ossPrivateKey, onProblem });
  let hearQueue: QueueListener = () => undefined;
  const queues = await startLocalQueues({
    port: settings.sqsPort,
    region,
    dir,
    queues: resources.queues,
    onEvent: (event) => {
      hearQueue(event);
    },
  });
  // Last, for a page that was open before the restart asks at once.
  const console = await startLocalConsole({ settings, resources, region, oss });
  hearQueue = console.hearQueue;
  const stopping = new AbortController();
  const feeding = feed();
  return {
    stop: async () => {
      stopping.abort();
      const [mappings] = await Promise.all([feeding, oss.stop(), console.stop()]);
      await Promise.all(mappings.map((mapping) => mapping.stop()));
      await Promise.all([queues.stop(), tables.stop()]);
      unlock();
    },
  };

  async function feed() {
    await untilListening(settings.lambdaPort, stopping.signal);
    await untilListening(settings.httpPort, stopping.signal);
    if (stopping.signal.aborted) return [];
    onReady();
    return resources.mappings.map((mapping) =>
      startEventSourceMapping({
        ...mapping,
        sqsUrl: queues.url,
        queueUrl: localQueueUrl(settings.sqsPort, mapping.queue),
        region,
        lambdaUrl: `http://${LOOPBACK}:${settings.lambdaPort}`,
        retrySeconds: settings.retrySeconds,
        onProblem,
      }),
    );
  }
}
