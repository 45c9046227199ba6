import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../clock.ts';
import * as keys from './dynamodb-keys.ts';
import { createDynamoDbTable } from './dynamodb-table.ts';
import type { UploadEraser } from './upload-eraser.ts';

/** Options of {@link createDynamoDbUploadEraser}. */
export interface DynamoDbUploadEraserOptions {
  readonly client: DynamoDBClient;
  /** Name of the table. */
  readonly table: string;
  readonly clock: Clock;
}

/** Creates the eraser for the table that the DynamoDB store writes. */
export function createDynamoDbUploadEraser(options: DynamoDbUploadEraserOptions): UploadEraser {
  const table = createDynamoDbTable(options.client, options.table);
  return {
    async forget(id) {
      const pk = keys.uploadKey(id);
      const items = await table.query(pk);
      if (!items.some(({ sk, record }) => record !== undefined || keys.stepOfKey(sk) !== undefined)) return false;
      const now = new Date(options.clock()).toISOString();
      // First what keeps a redelivery from writing it all again.
      await table.putIf({ pk, sk: keys.DONE, completedAt: now }, { nonce: undefined });
      await table.put({ pk, sk: keys.RECORD, forgottenAt: now });
      for (const { sk } of items) if (keys.stepOfKey(sk) !== undefined) await table.delete({ pk, sk });
      return true;
    },
  };
}
