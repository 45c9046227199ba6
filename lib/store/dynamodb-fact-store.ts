import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as keys from './dynamodb-keys.ts';
import { createDynamoDbTable, type Item } from './dynamodb-table.ts';
import type { FactOptions, FactStore } from './fact-store.ts';

/** Options of {@link createDynamoDbFactStore}. */
export interface DynamoDbFactStoreOptions {
  readonly client: DynamoDBClient;
  /** Name of the table. */
  readonly table: string;
}

/** Creates the store of facts in the table that holds the uploads. */
export function createDynamoDbFactStore({ client, table: name }: DynamoDbFactStoreOptions): FactStore {
  const table = createDynamoDbTable(client, name);
  const toItem = (fact: string, value: string, { expiresAt }: FactOptions): Item => ({
    ...keys.factKeys(fact),
    ...(expiresAt !== undefined && { expiresAt }),
    value,
  });
  return {
    async keepFirst(fact, value, options = {}) {
      if (await table.putIf(toItem(fact, value, options), { nonce: undefined })) return value;
      const [kept] = await table.query(keys.factKeys(fact).pk);
      // Gone in between: it had expired.
      return kept === undefined ? value : String(kept['value']);
    },
    async keep(fact, value, options = {}) {
      await table.put(toItem(fact, value, options));
    },
    async read(facts) {
      // DynamoDB refuses a batch that names a key twice.
      const wanted = [...new Set(facts)];
      const items = await table.getAll(wanted.map(keys.factKeys), ['pk', 'value']);
      const found = new Map(items.map(({ pk, value }) => [pk, String(value)]));
      return new Map(
        wanted.flatMap((fact): [string, string][] => {
          const value = found.get(keys.factKeys(fact).pk);
          return value === undefined ? [] : [[fact, value]];
        }),
      );
    },
  };
}
