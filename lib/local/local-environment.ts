import type { Env } from '../config.ts';
import { referredId, type DeclaredResources } from './declared-resources.ts';
import { localOssEnvironment } from './local-oss-environment.ts';
import { LOOPBACK } from './local-port.ts';
import { localQueueUrl } from './local-queues.ts';
import type { LocalSettings } from './local-settings.ts';
import type { Serverless, TemplateValue } from './serverless.ts';

type Declared = Record<string, TemplateValue>;

// Where a deployed function is told to listen, enqueue and record; a local run finds its own places.
const DEPLOYED_ONLY = ['CALLBACK_PATH', 'QUEUE', 'QUEUE_URL', 'STORE', 'UPLOADS_TABLE'];
const OWN_ENDPOINTS = ['QUEUE_URL', 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_SQS', 'AWS_ENDPOINT_URL_DYNAMODB'];

/** Options of {@link setOfflineEnvironment}. */
export interface OfflineEnvironmentOptions {
  /** The environment of the shell: what it states wins. */
  readonly env: Env;
  readonly settings: LocalSettings;
  readonly resources: DeclaredResources;
  /** The keys that the receiver trusts beside OSS's own: that of the local OSS, and the user's. */
  readonly trustedKeysFile: string;
}

/** Points the functions to the local queue, table, OSS and its key, and lets the callback take any path unless the shell names one. */
export function setOfflineEnvironment(
  { service }: Pick<Serverless, 'service'>,
  { env, settings, resources, trustedKeysFile }: OfflineEnvironmentOptions,
): void {
  const toLocal = (declared: Declared = {}): Declared => {
    const resolved = Object.entries(declared).flatMap(([name, value]): [string, TemplateValue][] => {
      const stated = env[name];
      if (stated !== undefined) return [[name, stated]];
      return name === 'CALLBACK_PATH' ? [] : [[name, localValue(value, settings, resources)]];
    });
    return Object.fromEntries(resolved);
  };
  service.provider.environment = {
    ...toLocal(service.provider.environment),
    ...toLocal({
      AWS_ENDPOINT_URL_SQS: `http://${LOOPBACK}:${settings.sqsPort}`,
      AWS_ENDPOINT_URL_DYNAMODB: `http://${LOOPBACK}:${settings.dynamodbPort}`,
    }),
    // The local services take any credentials: a person's own have no business there, but where he points elsewhere himself.
    ...(OWN_ENDPOINTS.some((name) => env[name]) ? {} : LOCAL_CREDENTIALS),
    OSS_PUB_KEY_FILE: trustedKeysFile,
  };
  for (const definition of Object.values(service.functions)) {
    const { environment = {} } = definition;
    definition.environment = { ...toLocal(environment), ...localOssEnvironment(environment, { env, settings }) };
  }
}

const LOCAL_CREDENTIALS = {
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_SESSION_TOKEN: '',
  AWS_PROFILE: '',
};

/** Options of {@link setInvokeLocalEnvironment}. */
export interface InvokeLocalEnvironmentOptions extends Pick<OfflineEnvironmentOptions, 'env' | 'settings'> {
  /** So that a callback of the local OSS, copied from the console, is as genuine here; absent where none has run. */
  readonly trustedKeysFile?: string | undefined;
}

/**
 * Leaves `serverless invoke local` with what the shell states: memory for queue and store, any path, no credentials asked for.
 * @returns variables that the process itself needs.
 */
export function setInvokeLocalEnvironment(
  { service }: Pick<Serverless, 'service'>,
  { env, settings, trustedKeysFile }: InvokeLocalEnvironmentOptions,
): Record<string, string> {
  const toLocal = (declared: Declared = {}): Declared =>
    Object.fromEntries(
      Object.entries(declared).flatMap(([name, value]): [string, TemplateValue][] => {
        const stated = env[name];
        if (stated !== undefined) return [[name, stated]];
        return DEPLOYED_ONLY.includes(name) ? [] : [[name, value]];
      }),
    );
  service.provider.environment = {
    ...toLocal(service.provider.environment),
    ...(trustedKeysFile !== undefined && !env['OSS_PUB_KEY_FILE'] && { OSS_PUB_KEY_FILE: trustedKeysFile }),
  };
  for (const definition of Object.values(service.functions)) {
    const { environment = {} } = definition;
    definition.environment = { ...toLocal(environment), ...localOssEnvironment(environment, { env, settings }) };
  }
  // Without them the framework looks for credentials in profiles and, on the network, in the machine's metadata.
  return env['QUEUE'] || env['STORE'] ? {} : LOCAL_CREDENTIALS;
}

function localValue(
  value: TemplateValue,
  settings: LocalSettings,
  { queues, tables }: DeclaredResources,
): TemplateValue {
  const id = referredId(value);
  const queue = queues.find(({ logicalId }) => logicalId === id);
  const table = tables.find(({ logicalId }) => logicalId === id);
  return queue === undefined ? (table?.name ?? value) : localQueueUrl(settings.sqsPort, queue);
}
