import type { Code } from '../build-code.ts';
import type { FunctionCompute, FunctionInput } from '../api/function-compute.ts';
import type { FunctionPlan } from '../deployment.ts';
import { ForeignResourceError } from '../errors.ts';
import { markDescription, readMarker } from '../ownership.ts';
import type { ProviderDeclaration } from '../serverless.ts';
import { flatten, type Properties, type Resource } from './resource.ts';

/** Options of {@link createFunctionResource}. */
export interface FunctionResourceOptions {
  readonly api: FunctionCompute;
  readonly plan: FunctionPlan;
  readonly provider: ProviderDeclaration;
  readonly owner: string;
  /** What it runs; absent where the function is only to be removed. */
  readonly code?: Code;
}

// Where the custom runtime's server listens.
// https://www.alibabacloud.com/help/en/functioncompute/fc-3-0/user-guide/principles
const PORT = 9000;
const ENVIRONMENT = 'environmentVariables.';
const CODE = 'code';

/** A function of Function Compute: its code, its runtime, its limits, its environment. */
export function createFunctionResource(options: FunctionResourceOptions): Resource {
  const { api, plan, owner, code } = options;
  const { name } = plan;
  const title = `function ${name}`;
  const input = functionInput(options);
  const desired: Properties = { ...flatten(input), [CODE]: code?.checksum };
  const uploaded = () => ({ zipFile: Buffer.from(code?.zip ?? []).toString('base64'), checksum: code?.checksum ?? '' });
  return {
    title,
    desired,
    read: async () => {
      const found = await api.getFunction(name);
      if (found === undefined) return undefined;
      if (readMarker(found.description)?.owner !== owner) throw new ForeignResourceError(title);
      const { environmentVariables = {}, codeChecksum, layers, ...rest } = found;
      const layerArns = (layers ?? []).map(({ arn }) => arn);
      const actual = flatten({ ...rest, environmentVariables, layers: layerArns });
      const compared = Object.entries(actual).filter(
        ([property]) => property in desired || property.startsWith(ENVIRONMENT),
      );
      return { ...Object.fromEntries(compared), [CODE]: codeChecksum };
    },
    create: () => api.createFunction({ ...withoutEmpty(input), functionName: name, code: uploaded() }),
    update: (changed) => {
      const parts = new Set(changed.map((property) => property.split('.')[0]));
      const fields = Object.entries(input).filter(([field]) => parts.has(field));
      return api.updateFunction(name, {
        ...Object.fromEntries(fields),
        ...(parts.has(CODE) ? { code: uploaded() } : {}),
      });
    },
    remove: () => api.deleteFunction(name),
  };
}

function functionInput({ plan, provider, owner }: FunctionResourceOptions) {
  const { declaration, environment, domain } = plan;
  const { logs = {}, node = 'node', layers = [] } = provider;
  const { vpc = {} } = declaration;
  return {
    description: markDescription(declaration.description ?? '', { owner, ...(domain === undefined ? {} : { domain }) }),
    runtime: provider.runtime ?? 'custom.debian10',
    // Asked for by the API, of no meaning to a custom runtime.
    handler: 'index.handler',
    customRuntimeConfig: { command: [node], args: ['index.cjs'], port: PORT },
    layers: [...layers],
    cpu: declaration.cpu ?? 0.35,
    memorySize: declaration.memorySize ?? 512,
    diskSize: 512,
    timeout: declaration.timeout ?? 60,
    instanceConcurrency: declaration.instanceConcurrency ?? 1,
    internetAccess: true,
    role: declaration.role ?? '',
    environmentVariables: environment,
    logConfig: {
      project: logs.project ?? '',
      logstore: logs.logstore ?? '',
      enableRequestMetrics: Boolean(logs.project),
      enableInstanceMetrics: Boolean(logs.project),
    },
    vpcConfig: {
      vpcId: vpc.id ?? '',
      vSwitchIds: (vpc.vSwitches ?? '').split(',').filter((id) => id !== ''),
      securityGroupId: vpc.securityGroup ?? '',
    },
  } satisfies FunctionInput;
}

/** A new function is not told of what it does not have. */
function withoutEmpty({ logConfig, vpcConfig, layers, ...input }: ReturnType<typeof functionInput>): FunctionInput {
  return {
    ...input,
    ...(logConfig.project ? { logConfig } : {}),
    ...(vpcConfig.vpcId ? { vpcConfig } : {}),
    ...(layers.length > 0 ? { layers } : {}),
  };
}
