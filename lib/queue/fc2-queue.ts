import { untilAborted } from '../clock.ts';
import type { FcCredentials } from '../fc/credentials.ts';
import { createFcQueue, type FcAnswer, type FcQueueOptions, type InvokeLater } from './fc-queue.ts';
import type { MessageQueue } from './message-queue.ts';
import { CALL_TIMEOUT_MS } from './send-with-retries.ts';

/** Options of {@link createFc2Queue}; `worker` is `service/function`, the service maybe with its version: `service.qualifier`. */
export interface Fc2QueueOptions extends FcQueueOptions {
  readonly accountId: string;
}

/** Creates a queue on Function Compute 2.0, for accounts that still have it. Its client is loaded at once, but not waited for. */
export function createFc2Queue(options: Fc2QueueOptions): MessageQueue {
  return createFcQueue(loadFc2(options));
}

/** Loads the client of Function Compute 2.0. */
export function loadFc2({ worker, endpoint, accountId, credentials }: Fc2QueueOptions): Promise<InvokeLater> {
  const [service = '', name = ''] = worker.split('/');
  return import('@alicloud/fc2').then(({ default: Client }): InvokeLater => {
    return async (payload, signal) => {
      const client = new Client(accountId, {
        ...keysOf(credentials()),
        // Only for its own names of hosts, which `endpoint` replaces.
        region: 'endpoint',
        endpoint,
        timeout: CALL_TIMEOUT_MS,
      });
      const invoked = client.invokeFunction(service, name, payload, { 'x-fc-invocation-type': 'Async' });
      return untilAborted(invoked.then(toAnswer, toRefusal), signal, () => new Error('no answer in time'));
    };
  });
}

// The client leaves the token out where the key id does not begin with STS; a role's token must go with every key of a role.
function keysOf({ accessKeyId, accessKeySecret, securityToken }: FcCredentials) {
  const headers = securityToken ? { 'x-fc-security-token': securityToken } : {};
  return { accessKeyID: accessKeyId, accessKeySecret, securityToken, headers };
}

function toAnswer({ headers }: { readonly headers: Readonly<Record<string, string | undefined>> }): FcAnswer {
  return { requestId: headers['x-fc-request-id'], errorCode: headers['x-fc-error-type'] };
}

/** The client tells a refusal's status in its message only: `POST /services/… failed with 403. requestid: …`. */
function toRefusal(error: Error & { readonly code?: unknown }): FcAnswer {
  const status = / failed with (\d{3})\. requestid: /.exec(error.message)?.[1];
  if (status === undefined) throw error;
  return { status: Number(status), errorCode: typeof error.code === 'string' ? error.code : undefined };
}
