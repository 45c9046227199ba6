import { Readable } from 'node:stream';
import type fc from '@alicloud/fc20230330';
import type { Credentials } from '../credentials.ts';
import { call, unlessMissing } from './call.ts';
import { commonJs } from './common-js.ts';
import type { Endpoint } from './endpoint.ts';

type Fc = typeof fc;
type Input<Name extends keyof Fc> = Fc[Name] extends new (map?: never) => infer T ? T : never;
/** What a model takes: its fields without its methods, all the way down. */
export type Fields<T> = T extends { toMap(): unknown }
  ? { readonly [K in keyof T as T[K] extends (...args: never) => unknown ? never : K]?: Fields<T[K]> }
  : T extends (infer Item)[]
    ? readonly Fields<Item>[]
    : T;

/** The body of a function's creation. */
export type FunctionInput = Fields<Input<'CreateFunctionInput'>>;

/** As much of Function Compute 3.0 as a deployment needs. What is missing is `undefined`; what is refused is thrown. */
export interface FunctionCompute {
  getFunction(name: string): Promise<Input<'Function'> | undefined>;
  createFunction(input: FunctionInput): Promise<void>;
  updateFunction(name: string, input: Fields<Input<'UpdateFunctionInput'>>): Promise<void>;
  deleteFunction(name: string): Promise<void>;
  getTrigger(functionName: string, name: string): Promise<Input<'Trigger'> | undefined>;
  createTrigger(functionName: string, input: Fields<Input<'CreateTriggerInput'>>): Promise<void>;
  updateTrigger(functionName: string, name: string, input: Fields<Input<'UpdateTriggerInput'>>): Promise<void>;
  deleteTrigger(functionName: string, name: string): Promise<void>;
  getAsyncInvokeConfig(functionName: string): Promise<Input<'AsyncConfig'> | undefined>;
  putAsyncInvokeConfig(functionName: string, input: AsyncInput): Promise<void>;
  deleteAsyncInvokeConfig(functionName: string): Promise<void>;
  getReservedConcurrency(functionName: string): Promise<number | undefined>;
  putReservedConcurrency(functionName: string, reservedConcurrency: number): Promise<void>;
  deleteReservedConcurrency(functionName: string): Promise<void>;
  getCustomDomain(name: string): Promise<Input<'CustomDomain'> | undefined>;
  createCustomDomain(input: Fields<Input<'CreateCustomDomainInput'>>): Promise<void>;
  updateCustomDomain(name: string, input: Fields<Input<'UpdateCustomDomainInput'>>): Promise<void>;
  deleteCustomDomain(name: string): Promise<void>;
  invokeFunction(name: string, payload: Uint8Array, options: InvokeOptions): Promise<InvocationAnswer>;
}

/** How asynchronous invocations are retried, and where the failed ones go. */
export interface AsyncInput {
  readonly maxAsyncRetryAttempts: number;
  readonly maxAsyncEventAgeInSeconds: number;
  /** ARN; empty where there is nothing that takes them. */
  readonly onFailure: string;
}

/** Options of an invocation. */
export interface InvokeOptions {
  readonly qualifier?: string;
  readonly isAsync?: boolean;
  /** Whether the end of the log comes with the answer. */
  readonly withLog?: boolean;
}

/** What an invocation came to. */
export interface InvocationAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Loads the SDK and makes its client; nothing is called yet. */
export async function connectFunctionCompute(at: Endpoint, credentials: Credentials): Promise<FunctionCompute> {
  const sdk = commonJs(await import('@alicloud/fc20230330'));
  const { $OpenApiUtil } = commonJs(await import('@alicloud/openapi-core'));
  const client = new sdk.default(new $OpenApiUtil.Config({ ...at, ...credentials }));
  const done = async (operation: string, answer: Promise<unknown>): Promise<void> => {
    await call(operation, answer);
  };
  const got = async <T>(operation: string, answer: Promise<{ body?: T }>): Promise<T | undefined> =>
    (await unlessMissing(call(operation, answer)))?.body;
  const gone = async (operation: string, answer: Promise<unknown>): Promise<void> => {
    await unlessMissing(call(operation, answer));
  };
  return {
    getFunction: (name) => got('GetFunction', client.getFunction(name, new sdk.GetFunctionRequest({}))),
    createFunction: (input) =>
      done(
        'CreateFunction',
        client.createFunction(new sdk.CreateFunctionRequest({ body: new sdk.CreateFunctionInput(input) })),
      ),
    updateFunction: (name, input) =>
      done(
        'UpdateFunction',
        client.updateFunction(name, new sdk.UpdateFunctionRequest({ body: new sdk.UpdateFunctionInput(input) })),
      ),
    deleteFunction: (name) => gone('DeleteFunction', client.deleteFunction(name)),
    getTrigger: (functionName, name) => got('GetTrigger', client.getTrigger(functionName, name)),
    createTrigger: (functionName, input) =>
      done(
        'CreateTrigger',
        client.createTrigger(functionName, new sdk.CreateTriggerRequest({ body: new sdk.CreateTriggerInput(input) })),
      ),
    updateTrigger: (functionName, name, input) =>
      done(
        'UpdateTrigger',
        client.updateTrigger(
          functionName,
          name,
          new sdk.UpdateTriggerRequest({ body: new sdk.UpdateTriggerInput(input) }),
        ),
      ),
    deleteTrigger: (functionName, name) => gone('DeleteTrigger', client.deleteTrigger(functionName, name)),
    getAsyncInvokeConfig: (functionName) =>
      got('GetAsyncInvokeConfig', client.getAsyncInvokeConfig(functionName, new sdk.GetAsyncInvokeConfigRequest({}))),
    putAsyncInvokeConfig: (functionName, { onFailure, ...limits }) => {
      const destinationConfig = new sdk.DestinationConfig(
        onFailure === '' ? {} : { onFailure: new sdk.Destination({ destination: onFailure }) },
      );
      const body = new sdk.PutAsyncInvokeConfigInput({ ...limits, destinationConfig });
      const request = new sdk.PutAsyncInvokeConfigRequest({ body });
      return done('PutAsyncInvokeConfig', client.putAsyncInvokeConfig(functionName, request));
    },
    deleteAsyncInvokeConfig: (functionName) =>
      gone(
        'DeleteAsyncInvokeConfig',
        client.deleteAsyncInvokeConfig(functionName, new sdk.DeleteAsyncInvokeConfigRequest({})),
      ),
    getReservedConcurrency: async (functionName) =>
      (await got('GetConcurrencyConfig', client.getConcurrencyConfig(functionName)))?.reservedConcurrency,
    putReservedConcurrency: (functionName, reservedConcurrency) =>
      done(
        'PutConcurrencyConfig',
        client.putConcurrencyConfig(
          functionName,
          new sdk.PutConcurrencyConfigRequest({ body: new sdk.PutConcurrencyInput({ reservedConcurrency }) }),
        ),
      ),
    deleteReservedConcurrency: (functionName) =>
      gone('DeleteConcurrencyConfig', client.deleteConcurrencyConfig(functionName)),
    getCustomDomain: (name) => got('GetCustomDomain', client.getCustomDomain(name)),
    createCustomDomain: (input) =>
      done(
        'CreateCustomDomain',
        client.createCustomDomain(new sdk.CreateCustomDomainRequest({ body: new sdk.CreateCustomDomainInput(input) })),
      ),
    updateCustomDomain: (name, input) =>
      done(
        'UpdateCustomDomain',
        client.updateCustomDomain(
          name,
          new sdk.UpdateCustomDomainRequest({ body: new sdk.UpdateCustomDomainInput(input) }),
        ),
      ),
    deleteCustomDomain: (name) => gone('DeleteCustomDomain', client.deleteCustomDomain(name)),
    invokeFunction: (name, payload, options) => invoke(sdk, client, { name, payload, ...options }),
  };
}

async function invoke(
  sdk: Fc,
  client: InstanceType<Fc['default']>,
  {
    name,
    payload,
    qualifier,
    isAsync,
    withLog,
  }: InvokeOptions & { readonly name: string; readonly payload: Uint8Array },
): Promise<InvocationAnswer> {
  const dara = commonJs(await import('@darabonba/typescript'));
  const request = new sdk.InvokeFunctionRequest({
    body: Readable.from([Buffer.from(payload)]),
    ...(qualifier === undefined ? {} : { qualifier }),
  });
  const headers = new sdk.InvokeFunctionHeaders({
    xFcInvocationType: isAsync ? 'Async' : 'Sync',
    ...(withLog ? { xFcLogType: 'Tail' } : {}),
  });
  const answer = await call(
    'InvokeFunction',
    client.invokeFunctionWithOptions(name, request, headers, new dara.RuntimeOptions({})),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of answer.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  return { status: answer.statusCode ?? 0, headers: answer.headers ?? {}, body: Buffer.concat(chunks) };
}
