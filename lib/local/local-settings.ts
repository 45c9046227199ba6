import { resolve } from 'node:path';
import * as v from 'valibot';
import { readSettings, wholeNumber, type Env } from '../config.ts';

/** Where a local run listens and keeps its data. */
export interface LocalSettings {
  /** The callback URL's port: `HTTP_PORT`, or `--httpPort`. */
  readonly httpPort: number;
  /** The port where functions are invoked by name: `LAMBDA_PORT`, or `--lambdaPort`. */
  readonly lambdaPort: number;
  /** The local SQS: `SQS_PORT`. */
  readonly sqsPort: number;
  /** The local DynamoDB: `DYNAMODB_PORT`. */
  readonly dynamodbPort: number;
  /** The local OSS: `OSS_PORT`. */
  readonly ossPort: number;
  /** The web console: `CONSOLE_PORT`. */
  readonly consolePort: number;
  /** Absolute path of the folder that keeps queues and tables over a restart: `LOCAL_DIR`. */
  readonly dir: string;
  /** Seconds until a message whose processing failed is delivered again: `LOCAL_RETRY_SECONDS`. */
  readonly retrySeconds: number;
}

const port = (fallback: number) => wholeNumber(1, 65_535, fallback);
const running = v.object({
  HTTP_PORT: port(3000),
  LAMBDA_PORT: port(3002),
  SQS_PORT: port(9324),
  DYNAMODB_PORT: port(8000),
  OSS_PORT: port(9200),
  CONSOLE_PORT: port(9201),
  LOCAL_DIR: v.optional(v.string(), '.local'),
  // SQS allows 12 hours at most. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
  LOCAL_RETRY_SECONDS: wholeNumber(0, 43_200, 2),
});

/** Options that `serverless offline` itself takes on its command line. */
export interface OfflineOptions {
  readonly httpPort?: string;
  readonly lambdaPort?: string;
}

/**
 * Reads the settings of a local run; command-line options win over the environment.
 * @throws {ConfigInvalidError} naming the variable and what it may be.
 */
export function readLocalSettings(env: Env, options: OfflineOptions, serviceDir: string): LocalSettings {
  const stated = readSettings(running, {
    ...env,
    ...(options.httpPort === undefined ? {} : { HTTP_PORT: options.httpPort }),
    ...(options.lambdaPort === undefined ? {} : { LAMBDA_PORT: options.lambdaPort }),
  });
  return {
    httpPort: stated.HTTP_PORT,
    lambdaPort: stated.LAMBDA_PORT,
    sqsPort: stated.SQS_PORT,
    dynamodbPort: stated.DYNAMODB_PORT,
    ossPort: stated.OSS_PORT,
    consolePort: stated.CONSOLE_PORT,
    dir: resolve(serviceDir, stated.LOCAL_DIR),
    retrySeconds: stated.LOCAL_RETRY_SECONDS,
  };
}
