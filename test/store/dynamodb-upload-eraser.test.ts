import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbUploadEraser } from '../../lib/store/dynamodb-upload-eraser.ts';
import { createDynamoDbUploadReader } from '../../lib/store/dynamodb-upload-reader.ts';
import { createDynamoDbUploadStore } from '../../lib/store/dynamodb-upload-store.ts';
import { testUploadEraser, type EraserUnderTest } from '../contract/upload-eraser.contract.ts';
import { startDynalite, type TestDynamoDb } from '../helpers/dynalite.ts';
import { uploadId, uploadRecord } from '../helpers/upload-messages.ts';

let dynamoDb: TestDynamoDb;
beforeAll(async () => {
  dynamoDb = await startDynalite();
});
afterAll(async () => {
  await dynamoDb.stop();
});

async function create(retentionDays?: number): Promise<EraserUnderTest & { readonly table: string }> {
  const table = await dynamoDb.createTable();
  const options = { client: dynamoDb.client, table, clock: Date.now };
  return {
    table,
    store: createDynamoDbUploadStore({ ...options, retentionDays }),
    reader: createDynamoDbUploadReader(options),
    eraser: createDynamoDbUploadEraser(options),
  };
}

testUploadEraser('DynamoDB', create);
testUploadEraser('DynamoDB with a retention', () => create(30));

describe('createDynamoDbUploadEraser', () => {
  it('leaves nothing of a person in the table', async () => {
    const { store, eraser, table } = await create();
    const record = uploadRecord('a', { upload: { bucket: 'b', object: 'people/ada.jpg', clientIp: '10.0.0.7' } });
    await store.record(record);
    await store.finishStep(record, 'own', { name: 'Ada' });
    await eraser.forget(uploadId('a'));
    const { Items } = await dynamoDb.client.send(new ScanCommand({ TableName: table }));
    expect(JSON.stringify(Items)).not.toMatch(/ada|10\.0\.0\.7/i);
  });
});
