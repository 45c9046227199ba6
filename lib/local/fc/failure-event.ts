/** An invocation that was given up. */
export interface FailedInvocation {
  readonly id: string;
  readonly name: string;
  readonly payload: Buffer;
  readonly attempts: number;
}

/**
 * Writes what the failure destination is told of it.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/result-callback
 */
export function failureEvent(
  { id, name, payload, attempts }: FailedInvocation,
  { errorType = '', reason }: { readonly errorType?: string; readonly reason: string },
  now: number,
): string {
  return JSON.stringify({
    timestamp: now,
    requestContext: {
      requestId: id,
      functionArn: `acs:fc:local:0:functions/${name}`,
      condition: errorType,
      approximateInvokeCount: attempts,
    },
    requestPayload: payload.toString('utf8'),
    responseContext: { statusCode: 200, functionError: errorType },
    responsePayload: reason,
  });
}
