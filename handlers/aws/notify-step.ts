import type { Step } from '../../lib/worker/step.ts';

/** Options of {@link createNotifyStep}. */
export interface NotifyStepOptions {
  /** Where to POST. It may hold a token, so it is never logged. */
  readonly url: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Pick<Response, 'ok' | 'status'>>;
}

/** Creates an example of a step of one's own: it tells another service of each upload, and heeds the time that is left. */
export function createNotifyStep({ url, fetch }: NotifyStepOptions): Step {
  return {
    name: 'notify',
    run: async ({ bucket, object }, { id, receivedAt, signal }) => {
      // It may run twice; the other side knows by the key that it is the same upload.
      const headers = { 'content-type': 'application/json', 'idempotency-key': id };
      const body = JSON.stringify({ bucket, object, receivedAt });
      const { ok, status } = await fetch(url, { method: 'POST', headers, body, signal });
      if (!ok) throw new Error(`expected the notified service to answer 2xx, got ${status}`);
      return { status };
    },
  };
}
