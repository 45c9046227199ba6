import type { FunctionCompute } from '../api/function-compute.ts';
import type { Deployment, FunctionPlan } from '../deployment.ts';
import { HTTP_TRIGGER } from '../resources/trigger-resource.ts';

/** Describes what stands on Function Compute, for a person. */
export async function formatInfo(deployment: Deployment, api: FunctionCompute): Promise<string> {
  const { owner, region, functions } = deployment;
  const described = await Promise.all(functions.map((plan) => describeFunction(plan, api)));
  return [
    `service: ${owner.service}`,
    `stage: ${owner.stage}`,
    `region: ${region}`,
    'functions:',
    ...described.flatMap(({ lines }) => lines),
    ...described.flatMap(({ urls }) => urls),
  ].join('\n');
}

async function describeFunction(plan: FunctionPlan, api: FunctionCompute) {
  const found = await api.getFunction(plan.name);
  if (found === undefined) return { lines: [`  ${plan.key}: not deployed`], urls: [] };
  const { runtime = '', memorySize = 0, codeSize = 0, lastModifiedTime = '' } = found;
  const lines = [
    `  ${plan.key}: ${plan.name} (${runtime}, ${memorySize} MB, code ${codeSize} B, changed ${lastModifiedTime})`,
  ];
  return { lines, urls: plan.declaration.http ? await describeUrls(plan, api) : [] };
}

async function describeUrls(plan: FunctionPlan, api: FunctionCompute): Promise<string[]> {
  const path = plan.environment['CALLBACK_PATH'] ?? '/';
  const { domain, declaration } = plan;
  if (domain !== undefined) {
    const isHttps = Boolean(declaration.domain?.certificateFile);
    return [`CallbackUrl: ${isHttps ? 'https' : 'http'}://${domain}${path}`, ...(isHttps ? [SNI_HINT] : [])];
  }
  const origin = (await api.getTrigger(plan.name, HTTP_TRIGGER))?.httpTrigger?.urlInternet;
  if (origin === undefined) return [];
  return [`CallbackUrl: ${origin.replace(/\/$/, '')}${path}`, SNI_HINT, TEST_DOMAIN_HINT];
}

const SNI_HINT =
  '  State it with callbackSNI: true, or OSS names no host in TLS and the uploader sees "Error status : 502."';
const TEST_DOMAIN_HINT =
  '  This domain of Function Compute is for tests: state CUSTOM_DOMAIN for anything that has to last.';
