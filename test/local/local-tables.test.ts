import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { join } from 'node:path';
import { ConfigInvalidError } from '../../lib/errors.ts';
import { readDeclaredResources } from '../../lib/local/declared-resources.ts';
import { startLocalTables } from '../../lib/local/local-tables.ts';
import { declaredService } from '../helpers/declared-service.ts';
import { freePort } from '../helpers/free-port.ts';
import { stopAfterEach } from '../helpers/stop-after-each.ts';
import { tempDir } from '../helpers/temp-dir.ts';

const { tables } = readDeclaredResources(declaredService());
const root = tempDir();
const started = stopAfterEach();

async function start(dir: string, declared = tables) {
  const port = await freePort();
  const { url, stop } = await startLocalTables({ port, region: 'eu-west-1', dir: join(root, dir), tables: declared });
  const client = new DynamoDBClient({
    endpoint: url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
  return { client, stop: started.add(stop) };
}

describe('startLocalTables', () => {
  it('creates the declared table and keeps its items over a restart', async () => {
    const first = await start('kept');
    const Item = { pk: { S: 'a' }, n: { N: '1' } };
    await first.client.send(new PutItemCommand({ TableName: 'svc-dev-Table', Item }));
    await first.stop();
    const second = await start('kept');
    const found = await second.client.send(new GetItemCommand({ TableName: 'svc-dev-Table', Key: { pk: { S: 'a' } } }));
    expect(found.Item).toEqual(Item);
    await second.stop();
  });

  it('says what to do where the kept table has other keys', async () => {
    await (await start('changed')).stop();
    const properties = {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    };
    const starting = start('changed', [{ logicalId: 'Table', name: 'svc-dev-Table', properties }]);
    await expect(starting).rejects.toThrow(ConfigInvalidError);
    await expect(starting).rejects.toThrow(/Delete that folder, or set LOCAL_DIR to another\.$/);
  });
});
