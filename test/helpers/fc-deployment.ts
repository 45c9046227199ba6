import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createCrc64 } from '../../lib/simulator/storage/crc64.ts';
import { stageApis } from '../../lib/deploy/aliyun/apis.ts';
import type { Code } from '../../lib/deploy/aliyun/build-code.ts';
import { deploy } from '../../lib/deploy/aliyun/commands/deploy.ts';
import { remove } from '../../lib/deploy/aliyun/commands/remove.ts';
import { readDeployment, type Deployment } from '../../lib/deploy/aliyun/deployment.ts';
import type { FunctionDeclaration, ProviderDeclaration } from '../../lib/deploy/aliyun/serverless.ts';
import { ALIYUN_KEY, type FakeAliyunAccount } from './fake-aliyun-account.ts';

/** The variables that a complete stage states. */
export const STAGE_ENV = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: ALIYUN_KEY.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: ALIYUN_KEY.secret,
  ALIBABA_CLOUD_ACCOUNT_ID: '1234567890123456',
  ALIBABA_CLOUD_REGION_ID: 'cn-hangzhou',
  CALLBACK_ROLE_ARN: 'acs:ram::1234567890123456:role/oss-callback',
  WORKER_ROLE_ARN: 'acs:ram::1234567890123456:role/oss-callback-worker',
  DATABASE_URL_NAME: 'oss-callback/database',
  LOG_PROJECT: 'oss-callback',
  LOG_STORE: 'functions',
  ALARM_CONTACT_GROUP: 'ops',
  TRUST: 'signature',
} as const;

type Variables = Readonly<Record<string, string>>;
interface Declared {
  readonly service: string;
  readonly provider: ProviderDeclaration;
  readonly functions: Record<string, Omit<FunctionDeclaration, 'name'>>;
}

const YAML = readFileSync('serverless.aliyun.yml', 'utf8');

/** The stage `prod` of serverless.aliyun.yml, with the framework's variables filled in from a complete environment and `env`. */
export function declaredStage(env: Variables = {}): Deployment {
  const variables: Variables = { ...STAGE_ENV, ...env };
  const filled = YAML.replace(/\$\{param:trust\}/g, "${env:TRUST, ''}")
    .replace(/\$\{self:service\}-\$\{sls:stage\}/g, 'oss-callback-receiver-prod')
    .replace(
      /\$\{(?:opt:\w+, )?env:(\w+), (?:env:(\w+), )?'([^']*)'\}/g,
      (_, name: string, other: string | undefined, fallback: string) =>
        JSON.stringify(variables[name] ?? variables[other ?? ''] ?? fallback),
    );
  const { service, provider, functions } = parse(filled) as Declared;
  const named = Object.entries(functions).map(([key, declaration]) => [
    key,
    { ...declaration, name: `${service}-prod-${key}` },
  ]);
  const functionsByKey = Object.fromEntries(named) as Record<string, FunctionDeclaration>;
  return readDeployment({ service: { service, provider, functions: functionsByKey } }, 'prod');
}

/** A code package of these octets. */
export function codeOf(text: string): Code {
  const zip = Buffer.from(text);
  const crc = createCrc64();
  crc.update(zip);
  return { zip, checksum: String(crc.value()) };
}

/** Deploys and removes a stage on the fake account, as the commands do, through the vendor's SDKs. */
export function stageOn(account: FakeAliyunAccount) {
  const env = { ...STAGE_ENV, FC_ENDPOINT: account.url, CMS_ENDPOINT: account.url };
  const printed: string[] = [];
  const recorded = async (work: () => Promise<void>) => {
    account.calls.length = 0;
    printed.length = 0;
    await work();
    const changes = account.calls.map(({ action }) => action).filter((action) => !/^(?:Get|Describe)/.test(action));
    return { changes, printed: printed.join('\n') };
  };
  const print = (text: string) => printed.push(text);
  return {
    deploy: (
      variables: Variables = {},
      { code = 'first', isDryRun = false, confirm = () => Promise.resolve(), provider = {} } = {},
    ) =>
      recorded(async () => {
        const declared = declaredStage(variables);
        const stage = { ...declared, provider: { ...declared.provider, ...provider } };
        const codes = Object.fromEntries(stage.functions.map(({ key }) => [key, codeOf(`${code} ${key}`)]));
        await deploy(stage, { apis: await stageApis(stage, env), codes, print, confirm, isDryRun });
      }),
    remove: (variables: Variables = {}) =>
      recorded(async () => {
        const stage = declaredStage(variables);
        await remove(stage, { apis: await stageApis(stage, env), print, confirm: () => Promise.resolve() });
      }),
  };
}
