import { join } from 'node:path';
import { packaging } from '../helpers/packaging.ts';
import { runServerless } from '../helpers/run-serverless.ts';
import {
  chosen,
  deployedOf,
  getAtt,
  logsOf,
  ownArn,
  ref,
  referredIds,
  resourcesOf,
  statementsOf,
  type Json,
  type Template,
} from '../helpers/template.ts';

const { dir, project, packaged } = packaging();

describe('a stage with everything configured', () => {
  const KEY = 'arn:aws:kms:eu-central-1:123456789012:key/abc';
  const CONFIGURED = {
    TRUST: 'ticket+confirm',
    OSS_REGION: 'cn-hangzhou',
    OSS_ALLOWED_BUCKETS: 'my-uploads',
    OSS_TICKET_SECRET_NAME: 'ticket-secret',
    OSS_CREDENTIALS_NAME: '/oss/credentials',
    UPLOAD_BUCKET: 'my-uploads',
    UPLOAD_POLICY_TOKEN_NAME: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:token-AbCdEf',
    RECONCILE_PREFIXES: 'my-uploads/photos/{yyyy}/{mm}/{dd}/',
  };
  const ticketSecret = {
    actions: ['secretsmanager:GetSecretValue'],
    resource: ownArn('secretsmanager', 'secret:ticket-secret-??????'),
  };
  const credentials = { actions: ['ssm:GetParameter'], resource: ownArn('ssm', 'parameter/oss/credentials') };
  const decrypt = { actions: ['kms:Decrypt'], resource: KEY };
  let whole: Template;
  beforeAll(async () => {
    whole = await packaged(['--stage', 'prod'], { ...CONFIGURED, SECRETS_KMS_KEY_ARN: KEY });
  }, 60_000);

  it('lets each function read the secrets that it needs, each by its one ARN', () => {
    expect(statementsOf(whole, 'CallbackRole').slice(2)).toEqual([ticketSecret, decrypt]);
    expect(statementsOf(whole, 'WorkerRole').slice(3)).toEqual([
      { actions: ['dynamodb:BatchGetItem'], resource: getAtt('UploadsTable') },
      credentials,
      decrypt,
    ]);
    expect(statementsOf(whole, 'UploadPolicyRole')).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logsOf('upload-policy', 'prod') },
      ticketSecret,
      credentials,
      { actions: ['secretsmanager:GetSecretValue'], resource: CONFIGURED.UPLOAD_POLICY_TOKEN_NAME },
      decrypt,
    ]);
    expect(statementsOf(whole, 'ReconcileRole')).toEqual([
      { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resource: logsOf('reconcile', 'prod') },
      { actions: ['sqs:SendMessage'], resource: getAtt('UploadsQueue') },
      { actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'], resource: getAtt('UploadsTable') },
      credentials,
      decrypt,
    ]);
    expect(JSON.stringify(whole.Resources['CallbackRole'])).toContain('kms:ViaService');
  });

  it('gives each function its own role, and the names of secrets, none of which is a secret', () => {
    const functions = Object.fromEntries(resourcesOf(whole, 'AWS::Lambda::Function'));
    expect(functions['UploadDashpolicyLambdaFunction']).toMatchObject({
      Role: getAtt('UploadPolicyRole'),
      Environment: {
        Variables: {
          OSS_TICKET_SECRET_NAME: 'ticket-secret',
          OSS_CALLBACK_URL: {
            'Fn::Sub': 'https://${HttpApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/oss/callback',
          },
        },
      },
    });
    expect(functions['ReconcileLambdaFunction']).toMatchObject({ Role: getAtt('ReconcileRole'), Timeout: 900 });
    expect(functions['CallbackLambdaFunction']).not.toHaveProperty('Environment.Variables.OSS_CREDENTIALS_NAME');
    expect(functions['WorkerLambdaFunction']).not.toHaveProperty('Environment.Variables.OSS_TICKET_SECRET_NAME');
    expect(JSON.stringify(whole)).not.toMatch(/"(?:OSS_TICKET_SECRET|OSS_CREDENTIALS|UPLOAD_POLICY_TOKEN)":/);
  });

  it('has the routes of the upload policy, throttled, and its own for OPTIONS', () => {
    const routes = deployedOf(whole, 'AWS::ApiGatewayV2::Route').map((id) => whole.Resources[id]!.Properties);
    expect(routes.map(({ RouteKey }) => RouteKey)).toEqual([
      'ANY /oss/callback',
      'POST /upload-policy',
      'OPTIONS /upload-policy',
    ]);
    const stage = whole.Resources['HttpApiStage']!;
    const throttle = { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 100 };
    expect(chosen(whole, stage.Properties['RouteSettings']!)).toEqual({
      'POST /upload-policy': throttle,
      'OPTIONS /upload-policy': throttle,
    });
    expect(stage.DependsOn).toEqual(['HttpApiRoutePostUploadDashpolicy', 'HttpApiRouteOptionsUploadDashpolicy']);
  });

  it('reconciles every quarter of an hour', () => {
    expect(resourcesOf(whole, 'AWS::Events::Rule')).toMatchObject([
      ['ReconcileEventsRuleSchedule1', { ScheduleExpression: 'rate(15 minutes)', State: 'ENABLED' }],
    ]);
    expect(whole.Resources['ReconcileErrorsAlarm']!.Properties).toMatchObject({
      Dimensions: [{ Name: 'FunctionName', Value: ref('ReconcileLambdaFunction') }],
    });
  });

  it.each([
    ['UnconfirmedUploadsAlarm', 'UploadsUnconfirmed'],
    ['ReusedTicketsAlarm', 'TicketsReused'],
  ])('has the alarm %s on what the worker counts', (id, MetricName) => {
    expect(deployedOf(whole, 'AWS::CloudWatch::Alarm')).toContain(id);
    expect(whole.Resources[id]!.Properties).toMatchObject({
      Namespace: 'OssCallback',
      MetricName,
      Dimensions: [{ Name: 'FunctionName', Value: ref('WorkerLambdaFunction') }],
      Threshold: 0,
    });
  });

  it('refers, where all of it is deployed, only to what is', () => {
    const known = new Set(Object.keys(whole.Resources));
    const referred = referredIds(chosen(whole, whole.Resources as unknown as Json)!);
    expect(referred.filter((id) => !known.has(id) && !id.startsWith('AWS::'))).toEqual([]);
  });

  it.each([
    [
      { OSS_TICKET_SECRET_NAME: '' },
      'OSS_TICKET_SECRET_NAME must be stated where TRUST is ticket+confirm: the name of a secret, never the secret',
    ],
    [
      { UPLOAD_POLICY_TOKEN_NAME: '' },
      'UPLOAD_POLICY_TOKEN_NAME must be stated where UPLOAD_BUCKET is: the name of a secret, never the secret',
    ],
    [
      { OSS_TICKET_SECRET_NAME: '*' },
      'OSS_TICKET_SECRET_NAME must be the name or ARN of a secret of Secrets Manager or of a parameter, got "*"',
    ],
  ])(
    'is not packaged by halves: %j',
    async (half, message) => {
      const { code, stdout } = await runServerless(
        ['package', '--stage', 'prod', '--package', join(dir, 'half')],
        { ...CONFIGURED, ...half },
        project,
      );
      expect(code).toBe(1);
      expect(stdout).toContain(message);
    },
    60_000,
  );
});
