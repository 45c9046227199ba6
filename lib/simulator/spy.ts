import type { CallbackAnsweredEvent, CallbackSentEvent, SimulatorEvent } from './simulator-event.ts';

/** A callback and what came of it. */
export interface ObservedCallback {
  readonly sent: CallbackSentEvent;
  readonly answered: CallbackAnsweredEvent;
}

/** Which callback is waited for; what is not said matches all. */
export interface CallbackFilter {
  readonly bucket?: string;
  readonly key?: string;
  readonly requestId?: string;
  /** Whether OSS accepted the answer. */
  readonly ok?: boolean;
}

/** Watches a simulator: waits for things to happen, so that no test has to sleep. */
export interface Spy {
  /**
   * Resolves to the first callback that matches and was answered or given up, be it already or within `timeoutMs`
   * (default 5000). Rejects when the time is over, with what happened instead.
   */
  waitForCallback(filter?: CallbackFilter, timeoutMs?: number): Promise<ObservedCallback>;
  /** The last events, oldest first: 10,000 of them at most, and 32 MiB. */
  events(): readonly SimulatorEvent[];
  /** Calls a listener at each event; returns the function that ends it. */
  listen(listener: (event: SimulatorEvent) => void): () => void;
  /** Forgets the events so far. */
  clear(): void;
}

const MAX_EVENTS = 10_000;
const MAX_BYTES = 33_554_432;
const DEFAULT_TIMEOUT_MS = 5_000;

/** Creates a spy and the function that reports to it. */
export function createSpy(): { readonly spy: Spy; readonly emit: (event: SimulatorEvent) => void } {
  const history: SimulatorEvent[] = [];
  let bytes = 0;
  const listeners = new Set<(event: SimulatorEvent) => void>();
  const listen: Spy['listen'] = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const waitForCallback: Spy['waitForCallback'] = (filter = {}, timeoutMs = DEFAULT_TIMEOUT_MS) =>
    new Promise((resolve, reject) => {
      const seen = findCallback(history, filter);
      if (seen) {
        resolve(seen);
        return;
      }
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`expected a callback for ${JSON.stringify(filter)} within ${timeoutMs} ms; ${tell(history)}`));
      }, timeoutMs);
      const stop = listen((event) => {
        const callback = event.type === 'callback-answered' ? findCallback(history, filter) : undefined;
        if (!callback) return;
        clearTimeout(timer);
        stop();
        resolve(callback);
      });
    });
  const clear = (): void => {
    history.length = 0;
    bytes = 0;
  };
  return {
    spy: { waitForCallback, listen, events: () => [...history], clear },
    emit: (event) => {
      history.push(event);
      bytes += bytesOf(event);
      while (history.length > MAX_EVENTS || (bytes > MAX_BYTES && history.length > 1))
        bytes -= bytesOf(history.shift());
      for (const listener of [...listeners]) listener(event);
    },
  };
}

function bytesOf(event: SimulatorEvent | undefined): number {
  if (event === undefined || event.type === 'stored') return 0;
  return event.type === 'request' ? event.head.length : event.octets.length;
}

function findCallback(history: readonly SimulatorEvent[], filter: CallbackFilter): ObservedCallback | undefined {
  for (const answered of history) {
    if (answered.type !== 'callback-answered' || !matches(answered, filter)) continue;
    const sent = history.find(
      (event): event is CallbackSentEvent =>
        event.type === 'callback-sent' && event.requestId === answered.requestId && event.attempt === answered.attempt,
    );
    if (sent) return { sent, answered };
  }
  return undefined;
}

function matches(event: CallbackAnsweredEvent, { bucket, key, requestId, ok }: CallbackFilter): boolean {
  return (
    (bucket === undefined || event.bucket === bucket) &&
    (key === undefined || event.key === key) &&
    (requestId === undefined || event.requestId === requestId) &&
    (ok === undefined || event.verdict.ok === ok)
  );
}

function tell(history: readonly SimulatorEvent[]): string {
  const last = history.slice(-5).map((event) => (event.type === 'reply' ? `reply ${event.status}` : event.type));
  return last.length === 0 ? 'nothing happened' : `the last events were: ${last.join(', ')}`;
}
