import type { Env } from '../../config.ts';
import { connectCloudMonitor } from './api/cloud-monitor.ts';
import { readEndpoint } from './api/endpoint.ts';
import { connectFunctionCompute, type FunctionCompute } from './api/function-compute.ts';
import { connectLogService, type LogService } from './api/log-service.ts';
import { findCredentials } from './credentials.ts';
import type { Deployment } from './deployment.ts';
import type { Apis } from './stage-resources.ts';

type Region = Pick<Deployment, 'region'>;

/** Function Compute of the region, or where `FC_ENDPOINT` says. */
export async function functionCompute({ region }: Region, env: Env): Promise<FunctionCompute> {
  // https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/developer-reference/api-fc-2023-03-30-endpoint
  const at = readEndpoint(env['FC_ENDPOINT'], `fcv3.${region}.aliyuncs.com`);
  return connectFunctionCompute(at, await findCredentials(env));
}

/** Simple Log Service of the region, or where `SLS_ENDPOINT` says. */
export async function logService({ region }: Region, env: Env): Promise<LogService> {
  return connectLogService(readEndpoint(env['SLS_ENDPOINT'], `${region}.log.aliyuncs.com`), await findCredentials(env));
}

/** What a stage is made through; CloudMonitor's SDK is loaded at the first alarm. */
export async function stageApis(deployment: Deployment, env: Env): Promise<Apis> {
  const functions = await functionCompute(deployment, env);
  const at = readEndpoint(env['CMS_ENDPOINT'], `metrics.${deployment.region}.aliyuncs.com`);
  let connected: ReturnType<typeof connectCloudMonitor> | undefined;
  const monitor = async () => (connected ??= connectCloudMonitor(at, await findCredentials(env)));
  return {
    functions,
    monitor: {
      getRule: async (ruleId) => (await monitor()).getRule(ruleId),
      putRule: async (rule) => (await monitor()).putRule(rule),
      deleteRule: async (ruleId) => (await monitor()).deleteRule(ruleId),
    },
  };
}
