import { ListTablesCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Env } from '../config.ts';
import { createDynamoDbClient } from '../store/dynamodb-client.ts';
import { UsageError } from './cli-command.ts';

const DEFAULT_PORT = '8000';
// What serverless.yml calls the table ends the local table's name, whatever the service and the stage.
const TABLE = /UploadsTable$/;

/** A table on this machine, and who talks to it. */
export interface LocalTable {
  readonly client: DynamoDBClient;
  readonly table: string;
}

/** What local services take: any credentials; a person's own have no business there. */
export const LOCAL_AWS = { region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };

/** Says what to do where the local run is the other one, which has neither tables nor queues. */
export function besideFc(settings: string): string {
  return `beside \`npm run start:fc\`, use ${settings} and the DATABASE_URL that it prints instead of --local`;
}

/**
 * Finds the uploads table of `npm start` on this machine, at `DYNAMODB_PORT` (default 8000).
 * @throws {UsageError} where nothing, or no uploads table, is there.
 */
export async function findLocalTable(env: Env): Promise<LocalTable> {
  const endpoint = `http://127.0.0.1:${env['DYNAMODB_PORT'] ?? DEFAULT_PORT}`;
  const client = createDynamoDbClient({ endpoint, ...LOCAL_AWS });
  const { TableNames = [] } = await client.send(new ListTablesCommand({})).catch((cause: unknown) => {
    const advice = `start it by \`npm start\`, or set DYNAMODB_PORT; ${besideFc('STORE=postgres')}`;
    throw new UsageError(`no table answers at ${endpoint}: ${advice}`, { cause });
  });
  const tables = TableNames.filter((name) => TABLE.test(name));
  const table = env['UPLOADS_TABLE'] ?? tables[0];
  if (table === undefined)
    throw new UsageError(`no uploads table at ${endpoint}, but ${TableNames.join(', ') || 'none'}`);
  if (!TableNames.includes(table) || (tables.length > 1 && env['UPLOADS_TABLE'] === undefined)) {
    throw new UsageError(`UPLOADS_TABLE must be one of the tables at ${endpoint}: ${TableNames.join(', ')}`);
  }
  return { client, table };
}
