import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import aws4, { type Credentials } from 'aws4';
import { untilAborted } from '../clock.ts';

/** Gives the credentials to sign with; asked before every call, so it caches what is costly. */
export type AwsCredentials = () => Promise<Credentials> | Credentials;

/** A service of AWS that speaks the JSON protocol. */
export interface AwsJsonService {
  /** Name in the signature, `sqs`. */
  readonly name: string;
  /** What stands before the action in `X-Amz-Target`, `AmazonSQS`. */
  readonly target: string;
  /** Version of the protocol. */
  readonly version: '1.0' | '1.1';
}

/** Options of {@link createAwsJsonClient}. */
export interface AwsJsonClientOptions {
  readonly service: AwsJsonService;
  /** Origin of the service, `https://sqs.<region>.amazonaws.com` or a local one. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: AwsCredentials;
}

/** What the service answered. */
export interface AwsJsonAnswer {
  readonly status: number;
  /** The JSON object of the answer, at most 64 KiB of it; `{}` where it is none. */
  readonly output: Readonly<Record<string, unknown>>;
  /** Name of the error without its namespace, where the service refused: `QueueDoesNotExist`. */
  readonly errorType?: string;
}

/**
 * Tells whether a refusal may pass by itself: one that throttles (often a 400), 429, and the service's own faults.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export function isPassing({ status, errorType = '' }: Pick<AwsJsonAnswer, 'status' | 'errorType'>): boolean {
  return status === 429 || status >= 500 || /Throttl/.test(errorType);
}

/** Calls one action of a service; rejects where no whole answer comes or `signal` aborts. */
export type AwsJsonClient = (action: string, input: object, signal: AbortSignal) => Promise<AwsJsonAnswer>;

const MAX_ANSWER_BYTES = 65_536;

/**
 * Creates a client for the few calls of the receiving path: a signed POST over kept-alive connections. The AWS SDK
 * would be most of a cold start, which is part of the 5 s that OSS waits.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export function createAwsJsonClient({ service, endpoint, region, credentials }: AwsJsonClientOptions): AwsJsonClient {
  const { protocol, hostname, port, host } = new URL(endpoint);
  // An IPv6 address stands in brackets in a URL, and without them in a socket's options.
  const address = hostname.replace(/^\[|\]$/g, '');
  const isHttps = protocol === 'https:';
  const agent = isHttps ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const send = isHttps ? httpsRequest : httpRequest;

  return async function call(action, input, signal) {
    const body = JSON.stringify(input);
    const headers = {
      'Content-Type': `application/x-amz-json-${service.version}`,
      'Content-Length': Buffer.byteLength(body),
      'X-Amz-Target': `${service.target}.${action}`,
    };
    const unsigned = { host, path: '/', method: 'POST', service: service.name, region, headers, body };
    const signed = aws4.sign(
      unsigned,
      await untilAborted(Promise.resolve(credentials()), signal, () => new Error('no credentials in time')),
    );
    return new Promise((resolve, reject) => {
      const options = {
        hostname: address,
        port,
        path: '/',
        method: 'POST',
        headers: signed.headers ?? {},
        agent,
        signal,
      };
      const request = send(options, (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_ANSWER_BYTES) request.destroy(new Error(`the answer of ${service.name} is too long`));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          resolve(readAnswer(response.statusCode ?? 0, Buffer.concat(chunks).toString('utf8')));
        });
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  };
}

// The protocol's errors carry `namespace#Name`; a proxy's page in between is no JSON at all.
function readAnswer(status: number, body: string): AwsJsonAnswer {
  const output = readJson(body);
  const type = output['__type'];
  return typeof type === 'string' && status !== 200
    ? { status, output, errorType: type.slice(type.lastIndexOf('#') + 1) }
    : { status, output };
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
