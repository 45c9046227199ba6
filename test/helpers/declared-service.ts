import type { Serverless } from '../../lib/local/serverless.ts';

/** A service as the framework reads it from a small serverless.yml: one queue with a dead-letter queue, one table, two functions. */
export function declaredService(): Pick<Serverless, 'service'> {
  return {
    service: {
      service: 'svc',
      provider: { stage: 'dev', region: 'eu-west-1', environment: { LOG_LEVEL: '' } },
      functions: {
        callback: {
          name: 'svc-dev-callback',
          handler: 'callback.handler',
          environment: {
            TRUST: 'signature',
            CALLBACK_PATH: '/oss/callback',
            QUEUE: 'sqs',
            QUEUE_URL: { Ref: 'Uploads' },
          },
          events: [{ httpApi: { method: '*', path: '/oss/callback' } }],
        },
        worker: {
          name: 'svc-dev-worker',
          handler: 'worker.handler',
          environment: { TRUST: 'signature', STORE: 'dynamodb', UPLOADS_TABLE: { Ref: 'Table' } },
          events: [
            {
              sqs: {
                arn: { 'Fn::GetAtt': ['Uploads', 'Arn'] },
                batchSize: 10,
                functionResponseType: 'ReportBatchItemFailures',
                maximumConcurrency: 10,
              },
            },
          ],
        },
      },
      resources: {
        Resources: {
          Uploads: {
            Type: 'AWS::SQS::Queue',
            Properties: {
              VisibilityTimeout: 360,
              SqsManagedSseEnabled: true,
              RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 2 },
            },
          },
          Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
          Table: {
            Type: 'AWS::DynamoDB::Table',
            Properties: {
              AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
              KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
              TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
            },
          },
          Role: { Type: 'AWS::IAM::Role' },
        },
      },
      custom: { esbuild: {}, 'serverless-offline': {} },
    },
  };
}
