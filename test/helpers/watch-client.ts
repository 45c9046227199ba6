import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** A request to DynamoDB that is about to be sent. */
export interface WatchedRequest {
  /** Such as `PutItemCommand`. */
  readonly name: string;
  readonly input: object;
}

/** Lets a test see each request before it is sent, hold it, refuse it, or answer it itself by returning something. */
export function watchClient(client: DynamoDBClient, watch: (request: WatchedRequest) => unknown): DynamoDBClient {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'send') return value;
      return async (command: { readonly input: object }): Promise<unknown> => {
        const answer = await watch({ name: command.constructor.name, input: command.input });
        return answer ?? Reflect.apply(value as (command: object) => unknown, target, [command]);
      };
    },
  });
}
