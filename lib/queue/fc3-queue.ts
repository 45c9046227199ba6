import { Readable } from 'node:stream';
import { untilAborted } from '../clock.ts';
import type { FcCredentials } from '../fc/credentials.ts';
import { defaultExport } from '../fc/default-export.ts';
import { createFcQueue, type FcAnswer, type FcQueueOptions, type InvokeLater } from './fc-queue.ts';
import type { MessageQueue } from './message-queue.ts';
import { CALL_TIMEOUT_MS } from './send-with-retries.ts';

/** Creates a queue on Function Compute 3.0; `worker` is the function's name. Its client is loaded at once, but not waited for. */
export function createFc3Queue(options: FcQueueOptions): MessageQueue {
  return createFcQueue(loadFc3(options));
}

/** Loads the client of Function Compute 3.0. */
export async function loadFc3({ worker, endpoint, credentials }: FcQueueOptions): Promise<InvokeLater> {
  const invoke = await loadClient(endpoint);
  return (payload, signal) => {
    const invoked = invoke(worker, payload, credentials()).catch(toRefusal);
    return untilAborted(invoked, signal, () => new Error('no answer in time'));
  };
}

async function loadClient(endpoint: string) {
  const [sdk, { $OpenApiUtil }, { RuntimeOptions }] = await Promise.all([
    import('@alicloud/fc20230330'),
    import('@alicloud/openapi-core'),
    import('@darabonba/typescript'),
  ]);
  const Client = defaultExport(sdk.default);
  const { protocol, host } = new URL(endpoint);
  const times = { connectTimeout: CALL_TIMEOUT_MS, readTimeout: CALL_TIMEOUT_MS };
  return async (worker: string, payload: Buffer, keys: FcCredentials): Promise<FcAnswer> => {
    const { accessKeyId, accessKeySecret, securityToken = '' } = keys;
    const where = { endpoint: host, protocol: protocol.slice(0, -1).toUpperCase() };
    const config = new $OpenApiUtil.Config({ accessKeyId, accessKeySecret, securityToken, ...where });
    const answer = await new Client(config).invokeFunctionWithOptions(
      worker,
      new sdk.InvokeFunctionRequest({ body: Readable.from([payload]) }),
      new sdk.InvokeFunctionHeaders({ xFcInvocationType: 'Async' }),
      new RuntimeOptions(times),
    );
    // Read to its end, or its connection is not used again.
    answer.body?.resume();
    return {
      status: answer.statusCode,
      requestId: answer.headers?.['x-fc-request-id'],
      errorCode: answer.headers?.['x-fc-error-type'],
    };
  };
}

/** A refusal is thrown, with its status and code; anything else that is thrown is no answer. */
function toRefusal(error: Error & { readonly statusCode?: unknown; readonly code?: unknown }): FcAnswer {
  const { statusCode, code } = error;
  if (typeof statusCode !== 'number') throw error;
  return { status: statusCode, errorCode: typeof code === 'string' ? code : undefined };
}
