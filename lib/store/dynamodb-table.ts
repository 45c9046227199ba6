import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type DynamoDBClient,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import pMap from 'p-map';
import { pause, type Clock } from '../clock.ts';

/** An item: every attribute is text, but `expiresAt`, which is seconds since the epoch. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly expiresAt?: number;
  readonly [attribute: string]: string | number | undefined;
}

/**
 * Tells whether an item is there only because DynamoDB has not come to delete it: that takes it days.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 */
export const isExpired = ({ expiresAt }: Pick<Item, 'expiresAt'>, clock: Clock): boolean =>
  expiresAt !== undefined && expiresAt * 1_000 <= clock();

/** A range of sort keys, both ends included. */
export interface SortRange {
  readonly from: string;
  readonly to: string;
}

/** The few operations that the store needs of DynamoDB, each on single items: no transaction, no update in place. */
export interface DynamoDbTable {
  put(item: Item): Promise<void>;
  /** Puts where the key is free, or where its `nonce` still is the one given; `false` where it is not. */
  putIf(item: Item, condition: { readonly nonce: string | undefined }): Promise<boolean>;
  delete(key: Pick<Item, 'pk' | 'sk'>): Promise<void>;
  /** All items of a partition, in the order of their sort keys, as consistent as DynamoDB can. */
  query(pk: string, range?: SortRange): Promise<Item[]>;
  /** At most `limit` keys of a partition of the index, last first, from before a sort key. */
  latest(listKey: string, options: { readonly before?: string; readonly limit: number }): Promise<Item[]>;
  /** The items that exist of those asked for, in no order. */
  getAll(keys: readonly Pick<Item, 'pk' | 'sk'>[], attributes: readonly string[]): Promise<Item[]>;
}

/** Name of the index that listings go by. */
export const LIST_INDEX = 'by-day';

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
const MAX_BATCH_KEYS = 100;
const BATCHES_AT_ONCE = 4;
const MAX_BATCH_ATTEMPTS = 8;
const FIRST_PAUSE_MS = 25;

/** Creates the access to one table. */
export function createDynamoDbTable(client: DynamoDBClient, table: string): DynamoDbTable {
  const queryAll = async (input: Omit<QueryCommandInput, 'TableName'>): Promise<Item[]> => {
    const items: Item[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await client.send(new QueryCommand({ ...input, TableName: table, ExclusiveStartKey: start }));
      items.push(...(page.Items ?? []).map(attributesToItem));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  };
  return {
    async put(item) {
      await client.send(new PutItemCommand({ TableName: table, Item: itemToAttributes(item) }));
    },
    async putIf(item, { nonce }) {
      const condition =
        nonce === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'nonce = :nonce', ExpressionAttributeValues: { ':nonce': { S: nonce } } };
      try {
        await client.send(new PutItemCommand({ TableName: table, Item: itemToAttributes(item), ...condition }));
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
    async delete({ pk, sk }) {
      await client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: pk }, sk: { S: sk } } }));
    },
    query: (pk, range) =>
      queryAll({
        ConsistentRead: true,
        KeyConditionExpression: range ? 'pk = :pk AND sk BETWEEN :from AND :to' : 'pk = :pk',
        ExpressionAttributeValues: {
          ':pk': { S: pk },
          ...(range && { ':from': { S: range.from }, ':to': { S: range.to } }),
        },
      }),
    async latest(listKey, { before, limit }) {
      const page = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: LIST_INDEX,
          Limit: limit,
          ScanIndexForward: false,
          KeyConditionExpression: before ? 'listKey = :key AND listSort < :before' : 'listKey = :key',
          ExpressionAttributeValues: { ':key': { S: listKey }, ...(before && { ':before': { S: before } }) },
        }),
      );
      return (page.Items ?? []).map(attributesToItem);
    },
    async getAll(keys, attributes) {
      const batches = Array.from({ length: Math.ceil(keys.length / MAX_BATCH_KEYS) }, (_, index) =>
        keys.slice(index * MAX_BATCH_KEYS, (index + 1) * MAX_BATCH_KEYS),
      );
      const found = await pMap(batches, (batch) => getBatch(client, table, batch, attributes), {
        concurrency: BATCHES_AT_ONCE,
      });
      return found.flat();
    },
  };
}

async function getBatch(
  client: DynamoDBClient,
  table: string,
  keys: readonly Pick<Item, 'pk' | 'sk'>[],
  attributes: readonly string[],
): Promise<Item[]> {
  const names = Object.fromEntries(attributes.map((name, index) => [`#a${index}`, name]));
  const items: Item[] = [];
  let wanted = keys.map(({ pk, sk }): Record<string, AttributeValue> => ({ pk: { S: pk }, sk: { S: sk } }));
  for (let attempt = 0; attempt < MAX_BATCH_ATTEMPTS; attempt += 1) {
    // A busy table answers with a part, and wants the rest asked for later.
    if (attempt > 0) await pause(FIRST_PAUSE_MS * 2 ** attempt);
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({
        RequestItems: {
          [table]: {
            Keys: wanted,
            ConsistentRead: true,
            ProjectionExpression: Object.keys(names).join(', '),
            ExpressionAttributeNames: names,
          },
        },
      }),
    );
    items.push(...(Responses?.[table] ?? []).map(attributesToItem));
    wanted = UnprocessedKeys?.[table]?.Keys ?? [];
    if (wanted.length === 0) return items;
  }
  throw new Error(`DynamoDB left ${wanted.length} keys of ${table} unread after ${MAX_BATCH_ATTEMPTS} attempts`);
}

function itemToAttributes(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, value]): [string, AttributeValue][] => {
      if (value === undefined) return [];
      return [[name, typeof value === 'number' ? { N: String(value) } : { S: value }]];
    }),
  );
}

function attributesToItem(attributes: Record<string, AttributeValue>): Item {
  const pairs = Object.entries(attributes).map(([name, value]) => [
    name,
    value.N === undefined ? value.S : Number(value.N),
  ]);
  return Object.fromEntries(pairs) as Item;
}
