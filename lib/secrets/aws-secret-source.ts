import {
  createAwsJsonClient,
  isPassing,
  type AwsCredentials,
  type AwsJsonAnswer,
  type AwsJsonClient,
} from '../aws/json-client.ts';
import { pause } from '../clock.ts';
import { SecretUnavailableError } from '../errors.ts';
import { parseAwsSecretName } from './aws-secret-name.ts';
import type { SecretSource } from './secret-source.ts';

/** Options of {@link createAwsSecretSource}. */
export interface AwsSecretSourceOptions {
  /** Name or ARN, see {@link parseAwsSecretName}. */
  readonly name: string;
  /** Where the secret is, unless its ARN says so. */
  readonly region: string;
  readonly credentials: AwsCredentials;
  /** Origins that replace those of AWS, by service. Default none. */
  readonly endpoints?: { readonly secretsmanager?: string | undefined; readonly ssm?: string | undefined };
}

const SERVICES = {
  secretsmanager: { name: 'secretsmanager', target: 'secretsmanager', version: '1.1' },
  ssm: { name: 'ssm', target: 'AmazonSSM', version: '1.1' },
} as const;

/**
 * Creates the source of a secret in AWS Secrets Manager or Systems Manager's parameter store. The function needs
 * `secretsmanager:GetSecretValue` or `ssm:GetParameter` on this one ARN, and nothing else.
 */
export function createAwsSecretSource(options: AwsSecretSourceOptions): SecretSource {
  const { name, credentials, endpoints = {} } = options;
  const { service, id, region = options.region } = parseAwsSecretName(name);
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const endpoint = endpoints[service] ?? `https://${service}.${region}.${domain}`;
  const call = createAwsJsonClient({ service: SERVICES[service], endpoint, region, credentials });
  const read = service === 'ssm' ? readParameter : readSecret;
  return {
    name,
    async read(signal) {
      try {
        return await read(call, id, signal);
      } catch (cause) {
        throw new SecretUnavailableError(name, cause instanceof Error ? cause.message : 'no answer', { cause });
      }
    },
  };
}

// https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html: what was current becomes AWSPREVIOUS.
async function readSecret(call: AwsJsonClient, id: string, signal: AbortSignal): Promise<string[]> {
  const stage = (VersionStage: string): object => ({ SecretId: id, VersionStage });
  const [current, previous] = await Promise.all([
    ask(call, 'GetSecretValue', { input: stage('AWSCURRENT'), signal }),
    ask(call, 'GetSecretValue', { input: stage('AWSPREVIOUS'), signal, missing: 'ResourceNotFoundException' }),
  ]);
  return [text(current?.['SecretString']), ...(previous ? [text(previous['SecretString'])] : [])];
}

// https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html: versions count up from 1.
async function readParameter(call: AwsJsonClient, id: string, signal: AbortSignal): Promise<string[]> {
  const input = (Name: string): object => ({ Name, WithDecryption: true });
  const answer = await ask(call, 'GetParameter', { input: input(id), signal });
  const { Value, Version } = record(answer?.['Parameter']);
  const current = text(Value);
  if (typeof Version !== 'number' || Version < 2) return [current];
  const missing = 'ParameterVersionNotFound';
  const before = await ask(call, 'GetParameter', { input: input(`${id}:${Version - 1}`), signal, missing });
  return before ? [current, text(record(before['Parameter'])['Value'])] : [current];
}

interface Question {
  readonly input: object;
  readonly signal: AbortSignal;
  /** The error that only says that there is no such version. */
  readonly missing?: string;
}

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 50;

async function ask(
  call: AwsJsonClient,
  action: string,
  { input, signal, missing }: Question,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await callOnce(call, action, { input, signal });
    if (!(answer instanceof Error)) {
      const { status, output, errorType } = answer;
      if (status === 200) return output;
      if (errorType !== undefined && errorType === missing) return undefined;
    }
    if (attempt < ATTEMPTS && (answer instanceof Error || isPassing(answer))) {
      // Functions that start together are throttled together: a part of the pause is by chance, so that they part.
      await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2), signal);
      if (!signal.aborted) continue;
    }
    if (answer instanceof Error) throw answer;
    // Never the message: it may name what the role could read.
    throw new Error(`${action} answered ${answer.status}, ${answer.errorType ?? 'no error type'}`);
  }
}

/** An error stands for no answer: a kept connection may be one that the service has closed meanwhile. */
async function callOnce(
  call: AwsJsonClient,
  action: string,
  { input, signal }: Question,
): Promise<AwsJsonAnswer | Error> {
  try {
    return await call(action, input, signal);
  } catch (cause) {
    return cause instanceof Error ? cause : new Error('no answer', { cause });
  }
}

function text(value: unknown): string {
  if (typeof value !== 'string' || value === '') throw new Error('it has no text');
  return value;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
