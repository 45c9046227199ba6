import type { FunctionCompute } from '../api/function-compute.ts';
import type { Resource } from './resource.ts';

/** Options of {@link createAsyncConfigResource}. */
export interface AsyncConfigResourceOptions {
  readonly api: FunctionCompute;
  readonly functionName: string;
  readonly retries: number;
  readonly maxAgeSeconds: number;
  /** ARN of what takes the invocations that failed for good; empty where nothing does. */
  readonly failureDestination: string;
}

/** How Function Compute's own queue before a function retries, and where it leaves what failed. It is the function's own. */
export function createAsyncConfigResource(options: AsyncConfigResourceOptions): Resource {
  const { api, functionName, retries, maxAgeSeconds, failureDestination } = options;
  const put = () =>
    api.putAsyncInvokeConfig(functionName, {
      maxAsyncRetryAttempts: retries,
      maxAsyncEventAgeInSeconds: maxAgeSeconds,
      onFailure: failureDestination,
    });
  return {
    title: `asynchronous invocation of ${functionName}`,
    desired: {
      maxAsyncRetryAttempts: retries,
      maxAsyncEventAgeInSeconds: maxAgeSeconds,
      'destinationConfig.onFailure.destination': failureDestination,
    },
    read: async () => {
      const found = await api.getAsyncInvokeConfig(functionName);
      if (found === undefined) return undefined;
      return {
        maxAsyncRetryAttempts: found.maxAsyncRetryAttempts,
        maxAsyncEventAgeInSeconds: found.maxAsyncEventAgeInSeconds,
        'destinationConfig.onFailure.destination': found.destinationConfig?.onFailure?.destination ?? '',
      };
    },
    create: put,
    update: put,
    remove: () => api.deleteAsyncInvokeConfig(functionName),
  };
}
