import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

// The worker has a minute for a batch: a call that hangs must fail long before that, so that it can be repeated.
const CONNECT_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;
const MAX_ATTEMPTS = 3;

/** Where the table is, for who does not leave it to the AWS SDK to find out. */
export type DynamoDbLocation = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/**
 * Creates a client that gives up: at most 3 attempts of 3 s each. Region, credentials and `AWS_ENDPOINT_URL_DYNAMODB`
 * are taken from where the AWS SDK looks for them, unless they are given.
 */
export function createDynamoDbClient(location: DynamoDbLocation = {}): DynamoDBClient {
  return new DynamoDBClient({
    ...location,
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  });
}
