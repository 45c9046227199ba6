import { DeleteItemCommand, ScanCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { createDynamoDbUploadReader } from '../../lib/store/dynamodb-upload-reader.ts';
import { createDynamoDbUploadStore } from '../../lib/store/dynamodb-upload-store.ts';
import { testUploadStore } from '../contract/upload-store.contract.ts';
import { guarded } from '../helpers/call-gate.ts';
import { startDynalite, type TestDynamoDb } from '../helpers/dynalite.ts';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynalite();
});
afterAll(async () => {
  await dynamoDb.stop();
});

testUploadStore('DynamoDB', async ({ clock }) => {
  const { client } = dynamoDb;
  const table = await dynamoDb.createTable();
  return {
    openStore: ({ gate, ...options }) =>
      createDynamoDbUploadStore({ client: guarded(client, gate), table, clock, ...options }),
    reader: createDynamoDbUploadReader({ client, table, clock }),
    // What DynamoDB does by itself, some time after `expiresAt`.
    async expire() {
      for (const { pk, sk, expiresAt } of await scan(table)) {
        if (expiresAt === undefined || Number(expiresAt.N) * 1_000 > clock()) continue;
        await client.send(new DeleteItemCommand({ TableName: table, Key: { pk: pk!, sk: sk! } }));
      }
    },
  };
});

async function scan(table: string): Promise<Record<string, AttributeValue>[]> {
  const { Items } = await dynamoDb.client.send(new ScanCommand({ TableName: table }));
  return Items ?? [];
}
