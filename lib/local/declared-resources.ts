import type { Serverless, TemplateObject, TemplateValue } from './serverless.ts';

/** A queue of serverless.yml's `resources`, under the name it has on this machine. */
export interface DeclaredQueue {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** SQS attributes, as `CreateQueue` takes them. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Where messages go that were received too often. */
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

/** A table of serverless.yml's `resources`, under the name it has on this machine. */
export interface DeclaredTable {
  readonly logicalId: string;
  readonly name: string;
  readonly properties: TemplateObject;
}

/** A function that a queue triggers. */
export interface DeclaredMapping {
  /** The function's full name, by which it is invoked. */
  readonly functionName: string;
  readonly queue: DeclaredQueue;
  readonly batchSize: number;
  /** Whether the function tells which messages of a batch failed. */
  readonly reportsFailures: boolean;
  /** How many batches are handed to the function at once. */
  readonly concurrency: number;
}

/** What a local run creates of what serverless.yml declares. */
export interface DeclaredResources {
  readonly queues: readonly DeclaredQueue[];
  readonly tables: readonly DeclaredTable[];
  readonly mappings: readonly DeclaredMapping[];
}

const ACCOUNT_ID = '000000000000';
// Each is a thread with its own copy of the function: more would only wait for each other on one machine.
const MAX_CONCURRENCY = 2;
// As CloudFormation has them, which are those of CreateQueue.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html
const QUEUE_ATTRIBUTES = [
  'DelaySeconds',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'VisibilityTimeout',
];

/**
 * Reads the queues, tables and queue triggers that serverless.yml declares.
 * @throws {TypeError} where a dead-letter queue or a trigger names no queue of the same file.
 */
export function readDeclaredResources({ service }: Pick<Serverless, 'service'>): DeclaredResources {
  const resources = Object.entries(service.resources?.Resources ?? {});
  const localName = (logicalId: string) => `${service.service}-${service.provider.stage}-${logicalId}`;
  const arnOf = (logicalId: string) => `arn:aws:sqs:${service.provider.region}:${ACCOUNT_ID}:${localName(logicalId)}`;

  const queues = resources
    .filter(([, { Type }]) => Type === 'AWS::SQS::Queue')
    .map(([logicalId, { Properties = {} }]): DeclaredQueue => {
      const attributes = QUEUE_ATTRIBUTES.flatMap((key): [string, string][] => {
        const value = Properties[key];
        return typeof value === 'number' || typeof value === 'string' ? [[key, String(value)]] : [];
      });
      const policy = asObject(Properties['RedrivePolicy']);
      const queue = { logicalId, name: localName(logicalId), arn: arnOf(logicalId) };
      if (policy === undefined) return { ...queue, attributes: Object.fromEntries(attributes) };
      const deadLetterId = referredId(policy['deadLetterTargetArn']);
      if (deadLetterId === undefined)
        throw new TypeError(`"${logicalId}" must name its dead-letter queue by Fn::GetAtt`);
      const redrive = { deadLetterArn: arnOf(deadLetterId), maxReceiveCount: Number(policy['maxReceiveCount']) };
      const redrivePolicy = { deadLetterTargetArn: redrive.deadLetterArn, maxReceiveCount: redrive.maxReceiveCount };
      return {
        ...queue,
        attributes: { ...Object.fromEntries(attributes), RedrivePolicy: JSON.stringify(redrivePolicy) },
        redrive,
      };
    });
  const tables = resources
    .filter(([, { Type }]) => Type === 'AWS::DynamoDB::Table')
    .map(([logicalId, { Properties = {} }]) => ({ logicalId, name: localName(logicalId), properties: Properties }));
  return { queues, tables, mappings: readMappings(service.functions, queues) };
}

function readMappings(functions: Serverless['service']['functions'], queues: readonly DeclaredQueue[]) {
  return Object.entries(functions).flatMap(([key, { name, events }]) =>
    events.flatMap((event): DeclaredMapping[] => {
      const sqs = asObject(event['sqs']);
      if (sqs === undefined || sqs['enabled'] === false) return [];
      const logicalId = referredId(sqs['arn']);
      const queue = queues.find((candidate) => candidate.logicalId === logicalId);
      if (queue === undefined) throw new TypeError(`"${key}" must be triggered by a queue of the same serverless.yml`);
      return [
        {
          functionName: name,
          queue,
          // One receive brings ten messages at most.
          batchSize: Math.min(Number(sqs['batchSize'] ?? 10), 10),
          reportsFailures: sqs['functionResponseType'] === 'ReportBatchItemFailures',
          concurrency: Math.min(Number(sqs['maximumConcurrency'] ?? MAX_CONCURRENCY), MAX_CONCURRENCY),
        },
      ];
    }),
  );
}

/** The logical id that a `Ref` or `Fn::GetAtt` points to. */
export function referredId(value: TemplateValue): string | undefined {
  const reference = asObject(value);
  if (typeof reference?.['Ref'] === 'string') return reference['Ref'];
  const attribute = reference?.['Fn::GetAtt'];
  if (typeof attribute === 'string') return attribute.split('.')[0];
  const [id] = Array.isArray(attribute) ? (attribute as readonly TemplateValue[]) : [];
  return typeof id === 'string' ? id : undefined;
}

function asObject(value: TemplateValue): TemplateObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TemplateObject) : undefined;
}
