import { createDynamoDbFactStore } from '../../lib/store/dynamodb-fact-store.ts';
import { createMemoryFactStore } from '../../lib/store/memory-fact-store.ts';
import { testFactStore } from '../contract/fact-store.contract.ts';
import { startDynalite, type TestDynamoDb } from '../helpers/dynalite.ts';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynalite();
});
afterAll(async () => {
  await dynamoDb.stop();
});

testFactStore('memory', () => Promise.resolve(createMemoryFactStore()));
testFactStore('DynamoDB', async () =>
  createDynamoDbFactStore({ client: dynamoDb.client, table: await dynamoDb.createTable() }),
);
