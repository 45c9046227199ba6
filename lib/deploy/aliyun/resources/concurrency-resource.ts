import type { FunctionCompute } from '../api/function-compute.ts';
import type { Resource } from './resource.ts';

/** Options of {@link createConcurrencyResource}. */
export interface ConcurrencyResourceOptions {
  readonly api: FunctionCompute;
  readonly functionName: string;
  readonly reservedConcurrency: number;
}

/** The share of the account's instances that is kept for a function, and its limit. It is the function's own. */
export function createConcurrencyResource(options: ConcurrencyResourceOptions): Resource {
  const { api, functionName, reservedConcurrency } = options;
  const put = () => api.putReservedConcurrency(functionName, reservedConcurrency);
  return {
    title: `reserved concurrency of ${functionName}`,
    desired: { reservedConcurrency },
    read: async () => {
      const found = await api.getReservedConcurrency(functionName);
      return found === undefined ? undefined : { reservedConcurrency: found };
    },
    create: put,
    update: put,
    remove: () => api.deleteReservedConcurrency(functionName),
  };
}
