import type { CloudMonitor } from './api/cloud-monitor.ts';
import type { FunctionCompute } from './api/function-compute.ts';
import type { Code } from './build-code.ts';
import type { Deployment, FunctionPlan } from './deployment.ts';
import { formatOwner, readMarker } from './ownership.ts';
import type { Wanted } from './plan.ts';
import { createAlarmResource } from './resources/alarm-resource.ts';
import { createAsyncConfigResource } from './resources/async-config-resource.ts';
import { createConcurrencyResource } from './resources/concurrency-resource.ts';
import { createDomainResource } from './resources/domain-resource.ts';
import { createFunctionResource } from './resources/function-resource.ts';
import { createTriggerResource } from './resources/trigger-resource.ts';

/** The APIs that a stage is made through. */
export interface Apis {
  readonly functions: FunctionCompute;
  readonly monitor: CloudMonitor;
}

// What the API itself would take. https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/developer-reference/api-fc-2023-03-30-putasyncinvokeconfig
const DEFAULT_RETRIES = 3;
const DEFAULT_MAX_AGE_SECONDS = 86_400;

/**
 * All that a stage consists of, in the order in which it is made: functions before what hangs on them. `codes` by key; without them
 * the list is only fit for a removal, which goes through it backwards.
 */
export async function stageResources(
  deployment: Deployment,
  apis: Apis,
  codes: Readonly<Record<string, Code>> = {},
): Promise<readonly Wanted[]> {
  const { functions, provider, owner } = deployment;
  const ownedBy = formatOwner(owner);
  const abandoned = await Promise.all(functions.map((plan) => abandonedDomain(plan, apis.functions, ownedBy)));
  const made = functions.map((plan) => {
    const code = codes[plan.key];
    const options = { api: apis.functions, plan, provider, owner: ownedBy, ...(code === undefined ? {} : { code }) };
    return { resource: createFunctionResource(options), present: true };
  });
  return [...abandoned.flat(), ...made, ...functions.flatMap((plan) => attached(deployment, plan, apis))];
}

function attached(deployment: Deployment, plan: FunctionPlan, { functions: api, monitor }: Apis): readonly Wanted[] {
  const { name: functionName, declaration, domain, alarms, reservedConcurrency = 0, failureDestination = '' } = plan;
  const { region, accountId, alarmContactGroup } = deployment;
  const owner = formatOwner(deployment.owner);
  const { retries = DEFAULT_RETRIES, maxAgeSeconds = DEFAULT_MAX_AGE_SECONDS } = declaration.async ?? {};
  const queue = { api, functionName, retries, maxAgeSeconds, failureDestination };
  return [
    {
      resource: createConcurrencyResource({ api, functionName, reservedConcurrency }),
      present: reservedConcurrency > 0,
    },
    { resource: createAsyncConfigResource(queue), present: declaration.async !== undefined },
    { resource: createTriggerResource({ api, functionName, owner }), present: declaration.http === true },
    ...(domain === undefined ? [] : [domainOf(plan, domain, { api, owner })]),
    ...alarms.map((alarm) => {
      const contactGroup = alarmContactGroup ?? '';
      const options = { api: monitor, functionName, region, accountId, owner, alarm, contactGroup };
      return { resource: createAlarmResource(options), present: contactGroup !== '' };
    }),
  ];
}

function domainOf(plan: FunctionPlan, domain: string, { api, owner }: { api: FunctionCompute; owner: string }): Wanted {
  const { name: functionName, declaration } = plan;
  const options = { api, domain, declaration: declaration.domain ?? {}, functionName, owner };
  return { resource: createDomainResource(options), present: true };
}

/** The domain that an earlier deployment made and that is no longer declared. */
async function abandonedDomain(plan: FunctionPlan, api: FunctionCompute, owner: string): Promise<readonly Wanted[]> {
  const marker = readMarker((await api.getFunction(plan.name))?.description);
  const domain = marker?.owner === owner ? marker.domain : undefined;
  if (domain === undefined || domain === plan.domain) return [];
  const options = { api, domain, declaration: {}, functionName: plan.name, owner };
  return [{ resource: createDomainResource(options), present: false }];
}
