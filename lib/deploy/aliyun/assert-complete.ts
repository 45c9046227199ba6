import { readStoreConfig, type Env } from '../../config.ts';
import { ConfigInvalidError } from '../../errors.ts';
import { checkEnvironment } from '../../local/check-configuration.ts';
import { readSecretConfig } from '../../trust-config.ts';
import type { Deployment, FunctionPlan } from './deployment.ts';

const FAILURE_DESTINATION = 'handlers/fc/dead-letters-server';
const ROLE_ARN = /^acs:ram::\d+:role\/.+$/;
// https://www.alibabacloud.com/help/en/functioncompute/fc/environment-variables
const RESERVED_VARIABLE = /^(?:FC_.*|accessKeyID|accessKeySecret|securityToken|topic)$/;
const MAX_ENVIRONMENT_BYTES = 4_096;
const DESTINATION_ARN = /^acs:(?:mns|fc|mq|eventbridge):[^:]*:\d+:/;

/**
 * Refuses a stage that could be made but would not work, before anything is asked of Alibaba Cloud.
 * @throws {ConfigInvalidError} that names everything that is missing, and where it is stated.
 */
export function assertComplete(deployment: Deployment): void {
  const faults = new Set([
    ...stageFaults(deployment),
    ...deployment.functions.flatMap((plan) => functionFaults(plan, deployment)),
  ]);
  if (faults.size > 0) {
    const { service, stage } = deployment.owner;
    throw new ConfigInvalidError(
      `the stage ${stage} of ${service} is not complete:\n${[...faults].map((fault) => `  - ${fault}`).join('\n')}`,
    );
  }
}

/**
 * Refuses a stage that cannot be asked for: what there is of it, its logs, its removal.
 * @throws {ConfigInvalidError} where the region is not stated.
 */
export function assertLocated({ region }: Pick<Deployment, 'region'>): void {
  if (!region) throw new ConfigInvalidError(REGION_FAULT);
}

const REGION_FAULT = 'the region must be stated: --region or ALIBABA_CLOUD_REGION_ID';

function stageFaults({ region, accountId, provider }: Deployment): string[] {
  const { project = '', logstore = '' } = provider.logs ?? {};
  return [
    ...(region ? [] : [REGION_FAULT]),
    ...(/^\d+$/.test(accountId) ? [] : ['the account id must be stated, in digits: ALIBABA_CLOUD_ACCOUNT_ID']),
    ...((project === '') === (logstore === '') ? [] : ['LOG_PROJECT and LOG_STORE must be stated together']),
  ];
}

function functionFaults(plan: FunctionPlan, { accountId, region, functions }: Deployment): string[] {
  const { name, key, declaration, environment } = plan;
  const destination = declaration.async?.failureDestination;
  // What a function leaves its failures to takes on its role, where none other is stated: that is said once, of the former.
  const lender = functions.find(({ declaration: { async } }) => async?.failureDestination === key);
  const isLent = lender !== undefined && (declaration.role ?? '') === (lender.declaration.role ?? '');
  const upper = key.toUpperCase().replaceAll('-', '_');
  const { certificateFile = '', privateKeyFile = '' } = declaration.domain ?? {};
  return [
    ...(ROLE_ARN.test(declaration.role ?? '') || isLent
      ? []
      : [`the role of ${key} must be stated as acs:ram::ACCOUNT:role/NAME: ${upper}_ROLE_ARN`]),
    ...(destination === undefined ||
    functions.some((each) => each.key === destination) ||
    DESTINATION_ARN.test(plan.failureDestination ?? '')
      ? []
      : [`where ${key} leaves the uploads that failed for good must be stated as an ARN: FAILURE_DESTINATION`]),
    ...((certificateFile === '') === (privateKeyFile === '')
      ? []
      : ['CUSTOM_DOMAIN_CERTIFICATE_FILE and CUSTOM_DOMAIN_KEY_FILE must be stated together']),
    ...(Number.isInteger(plan.reservedConcurrency ?? 1)
      ? []
      : [`the reserved concurrency of ${key} must be a whole number: RESERVED_CONCURRENCY`]),
    ...environmentFaults(plan),
    // Whether account and region are stated is said by themselves.
    ...settingFault(plan, {
      FC_FUNCTION_NAME: name,
      FC_ACCOUNT_ID: accountId || '0',
      FC_REGION: region || 'region',
      ...environment,
    }),
  ];
}

/** What Function Compute would say of the variables. */
function environmentFaults({ key, environment }: FunctionPlan): string[] {
  const bytes = Object.entries(environment).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
  return [
    ...Object.keys(environment)
      .filter((name) => RESERVED_VARIABLE.test(name))
      .map((name) => `the variable ${name} of ${key} is reserved by Function Compute: rename it`),
    ...(bytes > MAX_ENVIRONMENT_BYTES
      ? [`the variables of ${key} must have ${MAX_ENVIRONMENT_BYTES} octets together at most, got ${bytes}`]
      : []),
  ];
}

/** What the function itself would say at its start; what the runtime would set is set. */
function settingFault({ declaration }: FunctionPlan, env: Env): string[] {
  try {
    // It keeps what others failed to process, and asks nothing of what they are told.
    if (declaration.server === FAILURE_DESTINATION) {
      readStoreConfig(env);
      readSecretConfig(env, 'DATABASE_URL');
      return [];
    }
    checkEnvironment(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalidError) return [error.message];
    throw error;
  }
}
