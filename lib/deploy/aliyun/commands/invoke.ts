import type { FunctionCompute } from '../api/function-compute.ts';
import { InvocationFailedError } from '../errors.ts';

/** Options of {@link invoke}. */
export interface InvokeCommandOptions {
  readonly api: FunctionCompute;
  readonly functionName: string;
  readonly payload: Uint8Array;
  readonly qualifier?: string;
  readonly isAsync: boolean;
  readonly withLog: boolean;
  /** Takes the result. */
  readonly writeResult: (text: string) => void;
  readonly print: (text: string) => void;
}

/**
 * Calls a deployed function and writes what it answered.
 * @throws {InvocationFailedError} where the function failed; its answer is written all the same.
 */
export async function invoke(options: InvokeCommandOptions): Promise<void> {
  const { api, functionName, payload, qualifier, isAsync, withLog, writeResult, print } = options;
  const answer = await api.invokeFunction(functionName, payload, {
    isAsync,
    withLog,
    ...(qualifier === undefined ? {} : { qualifier }),
  });
  const log = answer.headers['x-fc-log-result'];
  if (withLog && log) print(Buffer.from(log, 'base64').toString('utf8').trimEnd());
  if (answer.body.length > 0) writeResult(answer.body.toString('utf8'));
  const failure = answer.headers['x-fc-error-type'];
  if (failure) throw new InvocationFailedError(`${functionName} failed: ${failure}`);
}
