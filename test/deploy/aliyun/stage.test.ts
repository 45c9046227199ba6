import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudCallError, ForeignResourceError, NotConfirmedError } from '../../../lib/deploy/aliyun/errors.ts';
import { startFakeAliyunAccount, type FakeAliyunAccount } from '../../helpers/fake-aliyun-account.ts';
import { stageOn } from '../../helpers/fc-deployment.ts';
import { LOCALHOST_CERTIFICATE } from '../../helpers/localhost-certificate.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const CALLBACK = 'oss-callback-receiver-prod-callback';
const DEAD_LETTERS = 'oss-callback-receiver-prod-dead-letters';
const WORKER = 'oss-callback-receiver-prod-worker';
const folder = tempDir();
let account: FakeAliyunAccount;
let stage: ReturnType<typeof stageOn>;
beforeEach(async () => {
  account = await startFakeAliyunAccount();
  stage = stageOn(account);
});
afterEach(async () => {
  await account.stop();
});

/** The body of the only call of an action. */
function bodyOf(action: string): Record<string, unknown> {
  const calls = account.calls.filter((call) => call.action === action);
  expect(calls).toHaveLength(1);
  return JSON.parse(calls[0]?.body ?? '') as Record<string, unknown>;
}

describe('deploying a stage', () => {
  it('makes everything once, and then changes nothing', async () => {
    const { changes } = await stage.deploy({ RESERVED_CONCURRENCY: '20', CUSTOM_DOMAIN: 'up.example.com' });
    expect(account.refused).toEqual([]);
    expect(changes).toEqual([
      'CreateFunction',
      'CreateFunction',
      'CreateFunction',
      'PutConcurrencyConfig',
      'CreateTrigger',
      'CreateCustomDomain',
      ...Array.from({ length: 4 }, () => 'PutResourceMetricRule'),
      'PutAsyncInvokeConfig',
      ...Array.from({ length: 3 }, () => 'PutResourceMetricRule'),
      'PutAsyncInvokeConfig',
      ...Array.from({ length: 5 }, () => 'PutResourceMetricRule'),
    ]);
    const again = await stage.deploy({ RESERVED_CONCURRENCY: '20', CUSTOM_DOMAIN: 'up.example.com' });
    expect(again.changes).toEqual([]);
    expect(again.printed).toContain('Nothing to change.');
  });

  it('gives the functions the runtime, the limits and the settings that they have to have', async () => {
    await stage.deploy({ VPC_ID: 'vpc-1', VSWITCH_IDS: 'vsw-1,vsw-2', SECURITY_GROUP_ID: 'sg-1' });
    const { functions, asyncConfigs } = account.fc3.state;
    expect(functions.get(CALLBACK)).toMatchObject({
      runtime: 'custom.debian10',
      customRuntimeConfig: { command: ['/var/fc/lang/nodejs20/bin/node'], args: ['index.cjs'], port: 9000 },
      timeout: 6,
      role: 'acs:ram::1234567890123456:role/oss-callback',
      logConfig: { project: 'oss-callback', logstore: 'functions' },
      environmentVariables: {
        CALLBACK_PATH: '/oss/callback',
        ALIYUN_FC_WORKER: WORKER,
        QUEUE: 'fc',
        TRUST: 'signature',
      },
    });
    expect(functions.get(WORKER)).toMatchObject({
      role: 'acs:ram::1234567890123456:role/oss-callback-worker',
      environmentVariables: { DATABASE_URL_NAME: 'oss-callback/database', STORE: 'postgres', TRUST: 'signature' },
      vpcConfig: { vpcId: 'vpc-1', vSwitchIds: ['vsw-1', 'vsw-2'], securityGroupId: 'sg-1' },
    });
    expect(asyncConfigs.get(WORKER)).toMatchObject({
      maxAsyncRetryAttempts: 5,
      maxAsyncEventAgeInSeconds: 86_400,
      destinationConfig: {
        onFailure: { destination: `acs:fc:cn-hangzhou:1234567890123456:functions/${DEAD_LETTERS}` },
      },
    });
  });

  it('has what the worker failed to process kept, for as long as that may take', async () => {
    await stage.deploy({ VPC_ID: 'vpc-1', VSWITCH_IDS: 'vsw-1', SECURITY_GROUP_ID: 'sg-1' });
    const { functions, asyncConfigs } = account.fc3.state;
    expect([...functions.keys()]).toEqual([CALLBACK, DEAD_LETTERS, WORKER]);
    expect(functions.get(DEAD_LETTERS)).toMatchObject({
      timeout: 600,
      role: 'acs:ram::1234567890123456:role/oss-callback-worker',
      environmentVariables: { DATABASE_URL_NAME: 'oss-callback/database', STORE: 'postgres' },
      vpcConfig: { vpcId: 'vpc-1', vSwitchIds: ['vsw-1'], securityGroupId: 'sg-1' },
    });
    expect(asyncConfigs.get(DEAD_LETTERS)).toMatchObject({
      maxAsyncRetryAttempts: 8,
      maxAsyncEventAgeInSeconds: 604_800,
      destinationConfig: {},
    });
    // One that had a destination would send what it could not keep round and round.
    expect(JSON.stringify(asyncConfigs.get(DEAD_LETTERS))).not.toContain('acs:');
  });

  it('leaves what failed where it is told to, and keeps it under a role of its own', async () => {
    const queue = 'acs:mns:cn-hangzhou:1234567890123456:/queues/dead-uploads/messages';
    const role = 'acs:ram::1234567890123456:role/oss-callback-dead-letters';
    await stage.deploy();
    const { changes } = await stage.deploy({ FAILURE_DESTINATION: queue, DEAD_LETTERS_ROLE_ARN: role });
    expect(changes).toEqual(['UpdateFunction', 'PutAsyncInvokeConfig']);
    const { functions, asyncConfigs } = account.fc3.state;
    expect(functions.get(DEAD_LETTERS)).toMatchObject({ role });
    expect(asyncConfigs.get(WORKER)).toMatchObject({ destinationConfig: { onFailure: { destination: queue } } });
  });

  it('takes Node from a layer where it is told to, and back from the runtime', async () => {
    const layer = 'acs:fc:cn-hangzhou:official:layers/Nodejs20/versions/1';
    const provider = { runtime: 'custom.debian12', node: '/opt/nodejs20/bin/node', layers: [layer] };
    await stage.deploy({}, { provider });
    expect(account.fc3.state.functions.get(CALLBACK)).toMatchObject({
      runtime: 'custom.debian12',
      customRuntimeConfig: { command: ['/opt/nodejs20/bin/node'] },
      layers: [{ arn: layer }],
    });
    expect((await stage.deploy({}, { provider })).changes).toEqual([]);
    const { printed } = await stage.deploy();
    expect(printed).toContain('layers: ');
    expect(account.fc3.state.functions.get(CALLBACK)).toMatchObject({ layers: null });
    expect((await stage.deploy()).changes).toEqual([]);
    expect(account.refused).toEqual([]);
  });

  it('lets anybody call the receiver, by any method', async () => {
    await stage.deploy();
    const trigger = account.fc3.state.triggers.get(`${CALLBACK}/http`);
    expect(JSON.parse(String(trigger?.['triggerConfig']))).toEqual({
      authType: 'anonymous',
      disableURLInternet: false,
      methods: ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'PATCH', 'OPTIONS'],
    });
    expect(account.fc3.state.triggers.size).toBe(1);
  });

  it('watches the metrics of each function, and tells the contact group', async () => {
    await stage.deploy();
    expect([...account.cms.rules.values()].map(({ RuleId, MetricName }) => [RuleId, MetricName])).toEqual([
      [`${CALLBACK}-errors`, 'FunctionFunctionErrors'],
      [`${CALLBACK}-platform-errors`, 'FunctionServerErrors'],
      [`${CALLBACK}-throttles`, 'FunctionConcurrencyThrottles'],
      [`${CALLBACK}-account-throttles`, 'FunctionResourceThrottles'],
      [`${DEAD_LETTERS}-errors`, 'FunctionFunctionErrors'],
      [`${DEAD_LETTERS}-platform-errors`, 'FunctionServerErrors'],
      [`${DEAD_LETTERS}-expired`, 'FunctionAsyncEventExpiredDropped'],
      [`${WORKER}-errors`, 'FunctionFunctionErrors'],
      [`${WORKER}-platform-errors`, 'FunctionServerErrors'],
      [`${WORKER}-expired`, 'FunctionAsyncEventExpiredDropped'],
      [`${WORKER}-destination-errors`, 'FunctionDestinationErrors'],
      [`${WORKER}-backlog`, 'FunctionAsyncMessagesBacklogV2'],
    ]);
    const backlog = account.cms.rules.get(`${WORKER}-backlog`);
    expect(backlog).toMatchObject({ ContactGroups: 'ops', 'Escalations.Critical.Threshold': '1000', Period: '60' });
    expect(JSON.parse(backlog?.['Resources'] ?? '')).toEqual([
      { userId: '1234567890123456', region: 'cn-hangzhou', serviceName: '', functionName: WORKER },
    ]);
  });

  it('sends a changed variable and nothing else', async () => {
    await stage.deploy();
    const { changes, printed } = await stage.deploy({ ACK_BUDGET_MS: '3000' });
    expect(changes).toEqual(['UpdateFunction']);
    expect(printed).toContain('environmentVariables.ACK_BUDGET_MS: (none) → 3000');
    expect(Object.keys(bodyOf('UpdateFunction'))).toEqual(['environmentVariables']);
    const back = await stage.deploy();
    expect(back.printed).toContain('environmentVariables.ACK_BUDGET_MS: 3000 → (none)');
    expect(account.fc3.state.functions.get(CALLBACK)?.['environmentVariables']).not.toHaveProperty('ACK_BUDGET_MS');
  });

  it('sends changed code and nothing else', async () => {
    await stage.deploy();
    const { changes } = await stage.deploy({}, { code: 'second' });
    expect(changes).toEqual(['UpdateFunction', 'UpdateFunction', 'UpdateFunction']);
    expect(
      account.calls
        .filter(({ action }) => action === 'UpdateFunction')
        .map(({ body }) => Object.keys(JSON.parse(body) as object)),
    ).toEqual([['code'], ['code'], ['code']]);
  });

  it('puts back what somebody changed', async () => {
    await stage.deploy();
    const { functions, asyncConfigs, triggers } = account.fc3.state;
    functions.set(CALLBACK, { ...functions.get(CALLBACK), timeout: 60 });
    asyncConfigs.set(WORKER, { maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 60 });
    triggers.set(`${CALLBACK}/http`, { ...triggers.get(`${CALLBACK}/http`), triggerConfig: '{"authType":"function"}' });
    const { changes, printed } = await stage.deploy();
    expect(changes).toEqual(['UpdateFunction', 'UpdateTrigger', 'PutAsyncInvokeConfig']);
    expect(printed).toContain('timeout: 60 → 6');
    expect((await stage.deploy()).changes).toEqual([]);
  });

  it('takes back what is no longer declared', async () => {
    await stage.deploy({ RESERVED_CONCURRENCY: '20', CUSTOM_DOMAIN: 'up.example.com' });
    const { changes } = await stage.deploy({ LOG_PROJECT: '', LOG_STORE: '', ALARM_CONTACT_GROUP: '' });
    expect(changes).toEqual([
      'DeleteCustomDomain',
      'UpdateFunction',
      'UpdateFunction',
      'UpdateFunction',
      'DeleteConcurrencyConfig',
      ...Array.from({ length: 12 }, () => 'DeleteMetricRules'),
    ]);
    expect(account.fc3.state.functions.get(CALLBACK)).toMatchObject({ logConfig: { project: '', logstore: '' } });
    expect([account.fc3.state.domains.size, account.cms.rules.size]).toEqual([0, 0]);
  });

  it.each(['CreateFunction', 'CreateTrigger', 'CreateCustomDomain', 'PutResourceMetricRule', 'PutAsyncInvokeConfig'])(
    'goes on where it failed: at %s',
    async (action) => {
      account.failNext(action);
      await expect(stage.deploy({ CUSTOM_DOMAIN: 'up.example.com' })).rejects.toThrow(CloudCallError);
      const made = account.calls.filter((call) => /^(?:Create|Put)/.test(call.action)).length - 1;
      const { changes } = await stage.deploy({ CUSTOM_DOMAIN: 'up.example.com' });
      expect(changes).toHaveLength(19 - made);
      expect((await stage.deploy({ CUSTOM_DOMAIN: 'up.example.com' })).changes).toEqual([]);
    },
  );

  it('only shows what would change, where it is asked for no more', async () => {
    const { changes, printed } = await stage.deploy({}, { isDryRun: true });
    expect(changes).toEqual([]);
    expect(printed).toContain(`+ function ${CALLBACK}`);
  });

  it('shows the changes first, and makes none where they are not confirmed', async () => {
    const refused = stage.deploy({}, { confirm: () => Promise.reject(new NotConfirmedError('no')) });
    await expect(refused).rejects.toThrow(NotConfirmedError);
    expect(account.fc3.state.functions.size).toBe(0);
  });
});

describe('a custom domain', () => {
  it('is given a certificate where there is one, and a new one where it changed', async () => {
    const certificate = join(folder, 'certificate.pem');
    const key = join(folder, 'key.pem');
    writeFileSync(certificate, LOCALHOST_CERTIFICATE.cert);
    writeFileSync(key, LOCALHOST_CERTIFICATE.key);
    const env = {
      CUSTOM_DOMAIN: 'up.example.com',
      CUSTOM_DOMAIN_CERTIFICATE_FILE: certificate,
      CUSTOM_DOMAIN_KEY_FILE: key,
    };
    const { printed } = await stage.deploy(env);
    expect(account.fc3.state.domains.get('up.example.com')).toMatchObject({
      protocol: 'HTTP,HTTPS',
      routeConfig: { routes: [{ path: '/*', functionName: CALLBACK }] },
    });
    expect(printed).toContain('CallbackUrl: https://up.example.com/oss/callback');
    expect(printed).not.toContain('PRIVATE KEY');
    expect((await stage.deploy(env)).changes).toEqual([]);
    writeFileSync(certificate, `${LOCALHOST_CERTIFICATE.cert}\n`);
    expect((await stage.deploy(env)).changes).toEqual(['UpdateCustomDomain']);
  });

  it('that somebody else made is not touched, and nothing else is changed either', async () => {
    account.fc3.state.domains.set('up.example.com', { domainName: 'up.example.com', routeConfig: { routes: [] } });
    await expect(stage.deploy({ CUSTOM_DOMAIN: 'up.example.com' })).rejects.toThrow(ForeignResourceError);
    expect(account.fc3.state.functions.size).toBe(0);
  });
});

describe('what somebody else made', () => {
  it.each([
    { name: 'a function', set: () => account.fc3.state.functions.set(WORKER, { functionName: WORKER }) },
    {
      name: 'a function of another stage',
      set: () =>
        account.fc3.state.functions.set(WORKER, { description: 'x [serverless: oss-callback-receiver/other]' }),
    },
    { name: 'a trigger', set: () => account.fc3.state.triggers.set(`${CALLBACK}/http`, { triggerType: 'http' }) },
    { name: 'an alarm', set: () => account.cms.rules.set(`${WORKER}-errors`, { RuleId: `${WORKER}-errors` }) },
  ])('is neither changed nor removed: $name', async ({ set }) => {
    set();
    const before = JSON.stringify([...account.fc3.state.functions, ...account.cms.rules]);
    await expect(stage.deploy()).rejects.toThrow(ForeignResourceError);
    await expect(stage.remove()).rejects.toThrow(ForeignResourceError);
    expect(JSON.stringify([...account.fc3.state.functions, ...account.cms.rules])).toBe(before);
  });
});
