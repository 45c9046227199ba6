import * as v from 'valibot';
import { createCrc64 } from '../../lib/simulator/storage/crc64.ts';
import { FC3_SHAPES } from './fc3-shapes.ts';

type Json = Record<string, unknown>;

/** What the fake answers. */
export interface Fc3Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call, as its path and method say. */
interface Operation {
  readonly action: string;
  readonly names: readonly string[];
}

/** What stands in the fake account. */
export interface Fc3State {
  readonly functions: Map<string, Json>;
  /** By `function/trigger`. */
  readonly triggers: Map<string, Json>;
  readonly asyncConfigs: Map<string, Json>;
  readonly concurrency: Map<string, number>;
  readonly domains: Map<string, Json>;
}

const ROUTES: readonly (readonly [method: string, path: RegExp, action: string])[] = [
  ['POST', /^functions$/, 'CreateFunction'],
  ['GET', /^functions\/([^/]+)$/, 'GetFunction'],
  ['PUT', /^functions\/([^/]+)$/, 'UpdateFunction'],
  ['DELETE', /^functions\/([^/]+)$/, 'DeleteFunction'],
  ['POST', /^functions\/([^/]+)\/invocations$/, 'InvokeFunction'],
  ['POST', /^functions\/([^/]+)\/triggers$/, 'CreateTrigger'],
  ['GET', /^functions\/([^/]+)\/triggers\/([^/]+)$/, 'GetTrigger'],
  ['PUT', /^functions\/([^/]+)\/triggers\/([^/]+)$/, 'UpdateTrigger'],
  ['DELETE', /^functions\/([^/]+)\/triggers\/([^/]+)$/, 'DeleteTrigger'],
  ['GET', /^functions\/([^/]+)\/async-invoke-config$/, 'GetAsyncInvokeConfig'],
  ['PUT', /^functions\/([^/]+)\/async-invoke-config$/, 'PutAsyncInvokeConfig'],
  ['DELETE', /^functions\/([^/]+)\/async-invoke-config$/, 'DeleteAsyncInvokeConfig'],
  ['GET', /^functions\/([^/]+)\/concurrency$/, 'GetConcurrencyConfig'],
  ['PUT', /^functions\/([^/]+)\/concurrency$/, 'PutConcurrencyConfig'],
  ['DELETE', /^functions\/([^/]+)\/concurrency$/, 'DeleteConcurrencyConfig'],
  ['POST', /^custom-domains$/, 'CreateCustomDomain'],
  ['GET', /^custom-domains\/([^/]+)$/, 'GetCustomDomain'],
  ['PUT', /^custom-domains\/([^/]+)$/, 'UpdateCustomDomain'],
  ['DELETE', /^custom-domains\/([^/]+)$/, 'DeleteCustomDomain'],
];

/** Tells which operation of the API of 2023-03-30 a request is. */
export function fc3Operation(method: string, pathname: string): Operation | undefined {
  const path = /^\/2023-03-30\/(.+)$/.exec(pathname)?.[1];
  for (const [routeMethod, pattern, action] of ROUTES) {
    const match = routeMethod === method && path !== undefined ? pattern.exec(path) : null;
    if (match !== null) return { action, names: match.slice(1).map(decodeURIComponent) };
  }
  return undefined;
}

const refusal = (status: number, code: string, message = code): Fc3Answer => ({
  status,
  body: { Code: code, Message: message, RequestId: 'fake' },
});
const missing = (what: string) => refusal(404, `${what}NotFound`);
const emptyState = (): Fc3State => ({
  functions: new Map(),
  triggers: new Map(),
  asyncConfigs: new Map(),
  concurrency: new Map(),
  domains: new Map(),
});

/** A fake of as much of Function Compute 3.0 as a deployment needs; it refuses what the published API would. */
export function createFakeFc3() {
  const state = emptyState();
  const { functions, triggers, asyncConfigs, concurrency, domains } = state;
  const invocations: { readonly name: string; readonly payload: string; readonly type: string }[] = [];
  let clock = 0;
  const stamp = () => new Date(Date.UTC(2026, 0, 1) + (clock += 1000)).toISOString();

  const answers: Record<string, (names: readonly string[], body: Json) => Fc3Answer> = {
    CreateFunction: (_, { code, ...input }) => {
      const name = String(input['functionName']);
      if (functions.has(name)) return refusal(409, 'FunctionAlreadyExists');
      const stored = {
        ...DEFAULTS,
        ...input,
        ...storedLayers(input),
        ...storedCode(code),
        state: 'Active',
        createdTime: stamp(),
        lastModifiedTime: stamp(),
      };
      functions.set(name, stored);
      return { status: 200, body: stored };
    },
    GetFunction: ([name = '']) =>
      functions.has(name) ? { status: 200, body: functions.get(name) } : missing('Function'),
    UpdateFunction: ([name = ''], { code, ...input }) => {
      const before = functions.get(name);
      if (before === undefined) return missing('Function');
      const stored = {
        ...before,
        ...input,
        ...storedLayers(input),
        ...(code === undefined ? {} : storedCode(code)),
        lastModifiedTime: stamp(),
      };
      functions.set(name, stored);
      return { status: 200, body: stored };
    },
    DeleteFunction: ([name = '']) => {
      if (!functions.has(name)) return missing('Function');
      if ([...triggers.keys()].some((key) => key.startsWith(`${name}/`))) return refusal(409, 'FunctionNotEmpty');
      functions.delete(name);
      // What is set on a function goes with it.
      asyncConfigs.delete(name);
      concurrency.delete(name);
      return { status: 204 };
    },
    CreateTrigger: ([name = ''], input) => {
      if (!functions.has(name)) return missing('Function');
      const key = `${name}/${String(input['triggerName'])}`;
      if (triggers.has(key)) return refusal(409, 'TriggerAlreadyExists');
      const origin = `https://${name}-abcdefghij.cn-hangzhou.fcapp.run`;
      triggers.set(key, { ...input, httpTrigger: { urlInternet: origin }, createdTime: stamp() });
      return { status: 200, body: triggers.get(key) };
    },
    GetTrigger: ([name = '', trigger = '']) => {
      const found = triggers.get(`${name}/${trigger}`);
      return found === undefined ? missing('Trigger') : { status: 200, body: found };
    },
    UpdateTrigger: ([name = '', trigger = ''], input) => {
      const key = `${name}/${trigger}`;
      if (!triggers.has(key)) return missing('Trigger');
      triggers.set(key, { ...triggers.get(key), ...input });
      return { status: 200, body: triggers.get(key) };
    },
    DeleteTrigger: ([name = '', trigger = '']) =>
      triggers.delete(`${name}/${trigger}`) ? { status: 204 } : missing('Trigger'),
    GetAsyncInvokeConfig: ([name = '']) =>
      asyncConfigs.has(name) ? { status: 200, body: asyncConfigs.get(name) } : missing('AsyncConfig'),
    PutAsyncInvokeConfig: ([name = ''], input) => {
      if (!functions.has(name)) return missing('Function');
      asyncConfigs.set(name, { ...input, createdTime: stamp() });
      return { status: 200, body: asyncConfigs.get(name) };
    },
    DeleteAsyncInvokeConfig: ([name = '']) => (asyncConfigs.delete(name) ? { status: 204 } : missing('AsyncConfig')),
    GetConcurrencyConfig: ([name = '']) =>
      concurrency.has(name)
        ? { status: 200, body: { reservedConcurrency: concurrency.get(name) } }
        : missing('ConcurrencyConfig'),
    PutConcurrencyConfig: ([name = ''], { reservedConcurrency }) => {
      if (!functions.has(name)) return missing('Function');
      concurrency.set(name, Number(reservedConcurrency));
      return { status: 200, body: { reservedConcurrency } };
    },
    DeleteConcurrencyConfig: ([name = '']) =>
      concurrency.delete(name) ? { status: 204 } : missing('ConcurrencyConfig'),
    CreateCustomDomain: (_, input) => {
      const name = String(input['domainName']);
      if (domains.has(name)) return refusal(409, 'DomainNameAlreadyExists');
      domains.set(name, input);
      return { status: 200, body: input };
    },
    GetCustomDomain: ([name = '']) =>
      domains.has(name) ? { status: 200, body: domains.get(name) } : missing('DomainName'),
    UpdateCustomDomain: ([name = ''], input) => {
      if (!domains.has(name)) return missing('DomainName');
      domains.set(name, { ...domains.get(name), ...input });
      return { status: 200, body: domains.get(name) };
    },
    DeleteCustomDomain: ([name = '']) => (domains.delete(name) ? { status: 204 } : missing('DomainName')),
  };

  return {
    state,
    invocations,
    /** Answers a call whose signature holds. */
    answer({ action, names }: Operation, body: Uint8Array, headers: Readonly<Record<string, unknown>>): Fc3Answer {
      if (action === 'InvokeFunction') {
        const [name = ''] = names;
        if (!functions.has(name)) return missing('Function');
        const payload = Buffer.from(body).toString();
        invocations.push({ name, payload, type: String(headers['x-fc-invocation-type']) });
        if (payload === 'fail')
          return {
            status: 200,
            body: { errorMessage: 'no' },
            headers: { 'x-fc-error-type': 'UnhandledInvocationError' },
          };
        const log = Buffer.from('a line of the log\n').toString('base64');
        return { status: 200, body: { echoed: payload }, headers: { 'x-fc-log-result': log } };
      }
      const shape = action in FC3_SHAPES ? FC3_SHAPES[action as keyof typeof FC3_SHAPES] : undefined;
      if (shape === undefined) return answers[action]!(names, {});
      const input = JSON.parse(Buffer.from(body).toString() || 'null') as Json;
      const checked = v.safeParse(shape, input);
      if (!checked.success) {
        const [issue] = checked.issues;
        return refusal(400, 'InvalidArgument', `${action} ${String(v.getDotPath(issue))}: ${issue.message}`);
      }
      return answers[action]!(names, input);
    },
  };
}

// What the API gives back of a function beside what it was told.
/** Layers are sent as their ARNs, and answered as more than that. */
const storedLayers = ({ layers }: Json): Json =>
  Array.isArray(layers)
    ? { layers: layers.length > 0 ? layers.map((arn: unknown) => ({ arn, size: '1' })) : null }
    : {};

const DEFAULTS = {
  logConfig: {
    project: '',
    logstore: '',
    enableRequestMetrics: false,
    enableInstanceMetrics: false,
    logBeginRule: 'None',
  },
  vpcConfig: { vpcId: '', vSwitchIds: [], securityGroupId: '', role: '' },
  tracingConfig: { type: '', params: null },
  layers: null,
  gpuConfig: null,
  lastUpdateStatus: 'Successful',
};

function storedCode(code: unknown) {
  const { zipFile, checksum } = code as { zipFile: string; checksum: string };
  const zip = Buffer.from(zipFile, 'base64');
  const crc = createCrc64();
  crc.update(zip);
  if (String(crc.value()) !== checksum) throw new Error('the checksum is not that of the package');
  return { codeChecksum: checksum, codeSize: zip.length };
}
