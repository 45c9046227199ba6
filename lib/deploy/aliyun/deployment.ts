import type { Owner } from './ownership.ts';
import type { AlarmDeclaration, FunctionDeclaration, ProviderDeclaration, Serverless } from './serverless.ts';

/** A function as it should stand on Function Compute. */
export interface FunctionPlan {
  /** As serverless.aliyun.yml calls it: `callback`. */
  readonly key: string;
  /** As Function Compute calls it. */
  readonly name: string;
  readonly declaration: FunctionDeclaration;
  /** Nothing unset or empty in it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
  readonly domain?: string;
  /** ARN of what takes the asynchronous invocations that failed for good. */
  readonly failureDestination?: string;
  readonly alarms: readonly AlarmDeclaration[];
}

/** All that a stage consists of. */
export interface Deployment {
  readonly owner: Owner;
  readonly region: string;
  readonly accountId: string;
  readonly provider: ProviderDeclaration;
  readonly functions: readonly FunctionPlan[];
  readonly alarmContactGroup?: string;
}

/**
 * Reads what serverless.aliyun.yml declares; whether it is enough is for `assertComplete` to say. `stage` is that of the command
 * line, where it names one.
 */
export function readDeployment({ service }: Pick<Serverless, 'service'>, stage = service.provider.stage): Deployment {
  const { provider, functions } = service;
  const { region = '', accountId = '' } = provider;
  const arnOf = (destination: string): string => {
    const own = functions[destination];
    return own === undefined ? destination : `acs:fc:${region}:${accountId}:functions/${own.name}`;
  };
  return {
    owner: { service: service.service, stage },
    region,
    accountId,
    provider,
    functions: Object.entries(functions).map(([key, declaration]) => {
      const plan = readFunction(key, declaration, provider);
      const destination = declaration.async?.failureDestination;
      return destination ? { ...plan, failureDestination: arnOf(destination) } : plan;
    }),
    ...(provider.alarmContactGroup ? { alarmContactGroup: provider.alarmContactGroup } : {}),
  };
}

/** Finds a function by its key in serverless.aliyun.yml; the framework has checked that it is there. */
export function functionByKey({ functions }: Deployment, key: unknown): FunctionPlan {
  const found = functions.find((plan) => plan.key === key);
  if (found === undefined) throw new TypeError(`expected one of ${functions.map((plan) => plan.key).join(', ')}`);
  return found;
}

function readFunction(key: string, declaration: FunctionDeclaration, provider: ProviderDeclaration): FunctionPlan {
  const { name, reservedConcurrency, domain, alarms = [] } = declaration;
  const environment = Object.entries({ ...provider.environment, ...declaration.environment }).flatMap(
    ([variable, value]): [string, string][] => (value === null || value === '' ? [] : [[variable, String(value)]]),
  );
  return {
    key,
    name,
    declaration,
    environment: Object.fromEntries(environment.sort(([a], [b]) => (a < b ? -1 : 1))),
    alarms,
    ...(reservedConcurrency ? { reservedConcurrency: Number(reservedConcurrency) } : {}),
    ...(domain?.name ? { domain: domain.name } : {}),
  };
}
