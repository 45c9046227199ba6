import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  type CreateTableCommandInput,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { pause } from '../clock.ts';
import { ConfigInvalidError } from '../errors.ts';
import type { DeclaredTable } from './declared-resources.ts';
import { listenOn, LOOPBACK } from './local-port.ts';

/** Options of {@link startLocalTables}. */
export interface LocalTablesOptions {
  readonly port: number;
  readonly region: string;
  /** Folder that keeps the tables over a restart. */
  readonly dir: string;
  readonly tables: readonly DeclaredTable[];
}

/** A local DynamoDB that listens. */
export interface LocalTables {
  /** `http://127.0.0.1:8000` */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a local DynamoDB (dynalite) on loopback, with the declared tables and what was in them when the last run ended.
 * @throws {ConfigInvalidError} where a table that is kept there has other keys now.
 */
export async function startLocalTables({ port, region, dir, tables }: LocalTablesOptions): Promise<LocalTables> {
  const path = join(dir, 'dynamodb');
  mkdirSync(path, { recursive: true });
  const { default: dynalite } = await import('dynalite');
  const server = dynalite({ path, createTableMs: 0 });
  await listenOn(server, port);
  const url = `http://${LOOPBACK}:${port}`;
  const client = new DynamoDBClient({
    endpoint: url,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      client.destroy();
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  try {
    for (const table of tables) await createTable(client, table, dir);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function createTable(client: DynamoDBClient, { name, properties }: DeclaredTable, dir: string): Promise<void> {
  const wanted = {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: properties['AttributeDefinitions'],
    KeySchema: properties['KeySchema'],
    ...(properties['GlobalSecondaryIndexes'] === undefined
      ? {}
      : { GlobalSecondaryIndexes: properties['GlobalSecondaryIndexes'] }),
  } as unknown as CreateTableCommandInput;
  const existing = await describe(client, name);
  if (existing === undefined) {
    await client.send(new CreateTableCommand(wanted));
    while ((await describe(client, name))?.TableStatus !== 'ACTIVE') await pause(10);
    return;
  }
  if (keysOf(existing) !== keysOf(wanted)) {
    throw new ConfigInvalidError(
      `The table kept in ${dir} has other keys or indexes than serverless.yml declares now. Delete that folder, or set LOCAL_DIR to another.`,
    );
  }
}

async function describe(client: DynamoDBClient, name: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

interface Keyed {
  readonly KeySchema?: readonly KeySchemaElement[] | undefined;
  readonly GlobalSecondaryIndexes?:
    | readonly {
        readonly IndexName?: string | undefined;
        readonly KeySchema?: readonly KeySchemaElement[] | undefined;
      }[]
    | undefined;
}

function keysOf({ KeySchema, GlobalSecondaryIndexes = [] }: Keyed): string {
  const keys = (schema: Keyed['KeySchema'] = []) =>
    schema.map(({ AttributeName, KeyType }) => [AttributeName, KeyType]);
  const indexes = GlobalSecondaryIndexes.map((index) => [index.IndexName, keys(index.KeySchema)]);
  return JSON.stringify([keys(KeySchema), indexes.sort()]);
}
