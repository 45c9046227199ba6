import { join } from 'node:path';
import { callbackMetrics } from '../../lib/platform/aws/callback-metrics.ts';
import { reconcileMetrics } from '../../lib/platform/aws/schedule.ts';
import { workerMetrics } from '../../lib/platform/aws/worker-metrics.ts';
import { runServerless } from '../helpers/run-serverless.ts';
import { packaging } from '../helpers/packaging.ts';
import {
  chosen,
  deployedOf,
  getAtt,
  isDeployed,
  logsOf,
  ref,
  referredIds,
  resourcesOf,
  statementsOf,
  type Json,
  type Template,
} from '../helpers/template.ts';

const { dir, project, packaged } = packaging();

let template: Template;
beforeAll(async () => {
  template = await packaged();
}, 60_000);

const resource = (id: string) => template.Resources[id]!.Properties;
const statements = (roleId: string) => statementsOf(template, roleId);

describe('the packaged template', () => {
  it('has a role for each function, which holds only what that function calls', () => {
    expect(deployedOf(template, 'AWS::IAM::Role')).toEqual(['CallbackRole', 'WorkerRole']);
    expect(statements('CallbackRole')).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logsOf('callback') },
      { actions: ['sqs:SendMessage'], resource: getAtt('UploadsQueue') },
    ]);
    expect(statements('WorkerRole')).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logsOf('worker') },
      {
        actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
        resource: getAtt('UploadsQueue'),
      },
      { actions: ['dynamodb:PutItem', 'dynamodb:Query'], resource: getAtt('UploadsTable') },
    ]);
    expect(resource('CallbackLambdaFunction')['Role']).toEqual(getAtt('CallbackRole'));
    expect(resource('WorkerLambdaFunction')['Role']).toEqual(getAtt('WorkerRole'));
  });

  it('runs every function on the newest Node and on arm64', () => {
    for (const [, properties] of resourcesOf(template, 'AWS::Lambda::Function')) {
      expect(properties).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
    }
  });

  it('tells the functions where the queue and the table are', () => {
    expect(resource('CallbackLambdaFunction')).toMatchObject({
      Timeout: 6,
      Environment: {
        Variables: { QUEUE: 'sqs', QUEUE_URL: ref('UploadsQueue'), TRUST: 'signature', CALLBACK_PATH: '/oss/callback' },
      },
    });
    expect(resource('WorkerLambdaFunction')).toMatchObject({
      Environment: { Variables: { STORE: 'dynamodb', UPLOADS_TABLE: ref('UploadsTable') } },
    });
    expect(resource('CallbackLambdaFunction')).not.toHaveProperty('ReservedConcurrentExecutions');
  });

  it('takes every method on one path, throttled', () => {
    expect(deployedOf(template, 'AWS::ApiGatewayV2::Route').map((id) => resource(id)['RouteKey'])).toEqual([
      'ANY /oss/callback',
    ]);
    expect(resource('HttpApiStage')['DefaultRouteSettings']).toMatchObject({
      ThrottlingRateLimit: expect.any(Number) as number,
      ThrottlingBurstLimit: expect.any(Number) as number,
    });
    expect(chosen(template, resource('HttpApiStage')['RouteSettings']!)).toBeUndefined();
  });

  it('keeps messages encrypted for four days, and lays them aside for fourteen after five receives', () => {
    const worker = resource('WorkerLambdaFunction');
    expect(resource('UploadsQueue')).toEqual({
      VisibilityTimeout: 6 * Number(worker['Timeout']),
      MessageRetentionPeriod: 4 * 86_400,
      MaximumMessageSize: 1_048_576,
      SqsManagedSseEnabled: true,
      RedrivePolicy: { deadLetterTargetArn: getAtt('DeadLetterQueue'), maxReceiveCount: 5 },
    });
    expect(resource('DeadLetterQueue')).toEqual({
      MessageRetentionPeriod: 14 * 86_400,
      MaximumMessageSize: 1_048_576,
      SqsManagedSseEnabled: true,
    });
  });

  it('feeds the worker ten batches at a time and asks which messages failed', () => {
    expect(resourcesOf(template, 'AWS::Lambda::EventSourceMapping').map(([, properties]) => properties)).toEqual([
      {
        BatchSize: 10,
        Enabled: true,
        EventSourceArn: getAtt('UploadsQueue'),
        FunctionName: getAtt('WorkerLambdaFunction'),
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: 10 },
      },
    ]);
  });

  it('keeps the table: on demand, restorable to any second, expiring what says so', () => {
    const table = template.Resources['UploadsTable']!;
    expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
  });

  it('keeps logs for a while, not for ever', () => {
    const groups = resourcesOf(template, 'AWS::Logs::LogGroup');
    expect(groups.map(([, { LogGroupName, RetentionInDays }]) => [LogGroupName, RetentionInDays])).toEqual([
      ['/aws/lambda/oss-callback-receiver-dev-callback', 30],
      ['/aws/lambda/oss-callback-receiver-dev-worker', 30],
      ['/aws/lambda/oss-callback-receiver-dev-upload-policy', 30],
      ['/aws/lambda/oss-callback-receiver-dev-reconcile', 30],
    ]);
  });

  it('names no partition, account or region of its own', () => {
    const text = JSON.stringify(template);
    expect(text).not.toMatch(/arn:aws/);
    expect(text).not.toMatch(/\.amazonaws\.com(?!")/);
    expect(text).not.toContain('us-east-1');
  });

  it('refers only to what it has', () => {
    const known = new Set(Object.keys(template.Resources));
    const all = { ...template.Resources, ...template.Outputs } as unknown as Json;
    expect(referredIds(all).filter((id) => !known.has(id) && !id.startsWith('AWS::'))).toEqual([]);
  });

  it('grants nothing on everything', () => {
    for (const [id] of resourcesOf(template, 'AWS::IAM::Role')) {
      for (const { actions, resource: on } of statements(id)) {
        expect(on).not.toBe('*');
        expect(actions.join()).not.toContain('*');
      }
    }
  });
});

describe('the alarms', () => {
  const alarms = () => Object.fromEntries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));

  it.each([
    ['DeadLettersAlarm', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 0],
    ['OldestMessageAlarm', 'AWS/SQS', 'ApproximateAgeOfOldestMessage', 600],
    ['NotDurableAlarm', 'OssCallback', 'NotDurable', 0],
    ['UnparsedUploadsAlarm', 'OssCallback', 'UploadsUnparsed', 0],
    ['UnconfirmedUploadsAlarm', 'OssCallback', 'UploadsUnconfirmed', 0],
    ['ReusedTicketsAlarm', 'OssCallback', 'TicketsReused', 0],
    ['SlowAckAlarm', 'OssCallback', 'AckMilliseconds', 1_000],
    ['CallbackErrorsAlarm', 'AWS/Lambda', 'Errors', 0],
    ['CallbackThrottlesAlarm', 'AWS/Lambda', 'Throttles', 0],
    ['WorkerErrorsAlarm', 'AWS/Lambda', 'Errors', 0],
    ['WorkerThrottlesAlarm', 'AWS/Lambda', 'Throttles', 0],
    ['UploadPolicyErrorsAlarm', 'AWS/Lambda', 'Errors', 0],
    ['ReconcileErrorsAlarm', 'AWS/Lambda', 'Errors', 0],
  ])('%s looks at %s %s above %d', (id, Namespace, MetricName, Threshold) => {
    expect(alarms()[id]).toMatchObject({
      Namespace,
      MetricName,
      Threshold,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ 'Fn::If': ['HasAlarmTopic', '', { Ref: 'AWS::NoValue' }] }],
    });
  });

  it('are nine, one for each function that may be added and one for each rule of TRUST, none of them on what any scanner can raise', () => {
    expect(deployedOf(template, 'AWS::CloudWatch::Alarm')).toHaveLength(9);
    expect(Object.keys(alarms())).toHaveLength(13);
    expect(new Set(Object.values(alarms()).map(({ Namespace }) => Namespace))).toEqual(
      new Set(['AWS/SQS', 'AWS/Lambda', 'OssCallback']),
    );
  });

  it('look at metrics that the functions write, by function name', () => {
    const written = {
      CallbackLambdaFunction: callbackMetrics('f')({ outcome: 'not-durable', ms: { ack: 1, enqueue: 1 } }),
      WorkerLambdaFunction: {
        ...workerMetrics('f')({ outcome: 'unparsed', ms: { total: 1 }, at: 0, messageId: 'm' }),
        ...workerMetrics('f')({ outcome: 'unconfirmed', ticketReused: true, ms: { total: 1 }, at: 0, messageId: 'm' }),
      },
    };
    const own = Object.values(alarms()).filter(({ Namespace }) => Namespace === 'OssCallback');
    expect(own).toHaveLength(5);
    for (const { Dimensions, MetricName } of own as { Dimensions: Json; MetricName: string }[]) {
      const [{ Name, Value }] = Dimensions as [{ Name: string; Value: { Ref: keyof typeof written } }];
      expect(written[Value.Ref]).toHaveProperty([MetricName]);
      expect(written[Value.Ref]).toHaveProperty([Name], 'f');
    }
  });

  it('are shown on a dashboard beside what the functions count', () => {
    const { 'Fn::Sub': sub } = resource('Dashboard')['DashboardBody'] as { 'Fn::Sub': [string, object] };
    const { widgets } = JSON.parse(sub[0]) as { widgets: { properties: { metrics: string[][] } }[] };
    const metrics = widgets.flatMap(({ properties }) => properties.metrics);
    const counted = [
      callbackMetrics('f')({ outcome: 'accepted', ms: { ack: 1, enqueue: 1 } }),
      callbackMetrics('f')({ outcome: 'rejected', ms: { ack: 1 } }),
      callbackMetrics('f')({ outcome: 'not-durable', ms: { ack: 1 } }),
      reconcileMetrics('f')({ pages: 1, objects: 1, enqueued: 1, isComplete: true }),
      ...(['processed', 'duplicate', 'unparsed', 'unconfirmed', 'repeated', 'failed'] as const).map((outcome) =>
        workerMetrics('f')({ outcome, ticketReused: true, ms: { total: 1 }, at: 0, messageId: 'm' }),
      ),
    ].flatMap((line) => Object.keys(line));
    const own = metrics.filter(([namespace]) => namespace === 'OssCallback').map(([, name]) => name);
    expect(counted).toEqual(expect.arrayContaining(own));
    expect(own.length).toBeGreaterThan(0);
  });
});

it('deploys nothing that refers to what is not deployed', () => {
  const deployed = new Set(Object.keys(template.Resources).filter((id) => isDeployed(template, id)));
  const referred = [...deployed].flatMap((id) =>
    referredIds(chosen(template, template.Resources[id] as unknown as Json)!),
  );
  expect(referred.filter((id) => !deployed.has(id) && !id.startsWith('AWS::'))).toEqual([]);
});

describe('a deployment can be given', () => {
  it('a topic to tell, a path, a share of concurrency, a throttle and a log retention', async () => {
    const params = [
      'callbackPath=/hook',
      'reservedConcurrency=7',
      'throttlingRate=5',
      'throttlingBurst=6',
      'logRetentionDays=90',
    ];
    const env = {
      ALARM_TOPIC_ARN: 'arn:aws-cn:sns:cn-north-1:123456789012:alarms',
      RETENTION_DAYS: '30',
      LOG_LEVEL: 'warn',
    };
    const { Resources } = await packaged(
      params.flatMap((param) => ['--param', param]),
      env,
    );
    const properties = (id: string) => Resources[id]!.Properties;
    expect(properties('DeadLettersAlarm')['AlarmActions']).toEqual([
      { 'Fn::If': ['HasAlarmTopic', env.ALARM_TOPIC_ARN, { Ref: 'AWS::NoValue' }] },
    ]);
    expect(properties('HttpApiRouteAnyHook')).toMatchObject({ RouteKey: 'ANY /hook' });
    expect(properties('CallbackLambdaFunction')).toMatchObject({
      Environment: { Variables: { CALLBACK_PATH: '/hook', LOG_LEVEL: 'warn' } },
    });
    expect(Number(properties('CallbackLambdaFunction')['ReservedConcurrentExecutions'])).toBe(7);
    expect(properties('WorkerLambdaFunction')).toMatchObject({
      Environment: { Variables: { RETENTION_DAYS: '30', LOG_LEVEL: 'warn' } },
    });
    const throttle = properties('HttpApiStage')['DefaultRouteSettings'] as Record<string, Json>;
    expect([Number(throttle['ThrottlingRateLimit']), Number(throttle['ThrottlingBurstLimit'])]).toEqual([5, 6]);
    expect(Number(properties('WorkerLogGroup')['RetentionInDays'])).toBe(90);
  }, 60_000);

  it('a stage and a region', async () => {
    const { Resources } = await packaged(['--stage', 'prod', '--region', 'eu-central-1'], { TRUST: 'signature' });
    expect(Resources['CallbackLambdaFunction']?.Properties['FunctionName']).toBe('oss-callback-receiver-prod-callback');
    expect(Resources['CallbackLambdaFunction']?.Properties).toMatchObject({
      Environment: { Variables: { TRUST: 'signature' } },
    });
  }, 60_000);

  it.each([
    { env: { RETENTION_DAYS: 'ten' }, message: 'RETENTION_DAYS must be a whole number from 1 to 36500, got "ten"' },
    {
      args: ['--stage', 'prod'],
      message: 'TRUST must be stated where the function is deployed: ticket, confirm, or signature',
    },
  ])(
    'no wrong setting, but is told: $message',
    async ({ env = {}, args = [], message }) => {
      const { code, stdout } = await runServerless(['package', '--package', join(dir, 'wrong'), ...args], env, project);
      expect(code).toBe(1);
      expect(stdout).toContain(message);
    },
    60_000,
  );
});
