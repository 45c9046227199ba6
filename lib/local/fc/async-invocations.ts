import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pause, type Clock } from '../../clock.ts';
import { createQueueJournal, readQueueJournal } from '../queue-journal.ts';
import { failureEvent } from './failure-event.ts';

/** What became of one attempt to run a function. */
export type InvocationOutcome =
  | { readonly kind: 'done'; readonly result: string }
  /** The function failed: counted. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly reason: string }
  /** It could not be run at all: not counted, tried again until the invocation is too old. */
  | { readonly kind: 'unreachable'; readonly reason: string };

/** Runs a function once. */
export type RunFunction = (name: string, payload: Buffer, requestId: string) => Promise<InvocationOutcome>;

/** Options of {@link startAsyncInvocations}. */
export interface AsyncInvocationsOptions {
  /** Folder that keeps the invocations over a restart, however the run before ended. */
  readonly dir: string;
  readonly run: RunFunction;
  readonly clock: Clock;
  /** How often a function that failed is run again, 0 to 8. Default 3. */
  readonly maxRetries?: number;
  /** Seconds after which an invocation is given up, 1 to 604800. Default 86400. */
  readonly maxAgeSeconds?: number;
  /** Seconds before the first retry; doubles after that. Default 1. */
  readonly retrySeconds?: number;
  /** The function that is told of the invocations of another that were given up. Default: none is. */
  readonly failureDestination?: (name: string) => string | undefined;
  /** Told of each invocation that was given up, as its failure destination is. */
  readonly onFailure?: (event: string, destination: string | undefined) => void;
}

/** The asynchronous invocations of a local Function Compute. */
export interface AsyncInvocations {
  /** Keeps an invocation; it is on disk when this returns. Gives its request id. */
  add(name: string, payload: Buffer): string;
  /** What was given up and has no failure destination, as that would be told, oldest first. */
  readonly failures: () => readonly string[];
  /** Resolves within 3 s; what waits, and what still runs then, is kept. */
  stop(): Promise<void>;
}

interface Invocation {
  readonly id: string;
  readonly name: string;
  readonly payload: Buffer;
  readonly sentAt: number;
  attempts: number;
}

const CONCURRENCY = 10;
const FAILURES = 'failure-destination';
const UNREACHABLE_SECONDS = 0.25;
const STOP_GRACE_MS = 3_000;

/**
 * Runs functions for what they were invoked with, as Function Compute does: kept until it succeeded, run again after a failure,
 * given up after too many or when it is too old, and then told to the failure destination.
 * https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/retry-policy
 */
export function startAsyncInvocations(options: AsyncInvocationsOptions): AsyncInvocations {
  const { dir, run, clock, maxRetries = 3, maxAgeSeconds = 86_400, retrySeconds = 1 } = options;
  const { failureDestination, onFailure } = options;
  const file = join(dir, 'invocations.jsonl');
  const kept = readQueueJournal(file);
  const journal = createQueueJournal(file);
  const ready: Invocation[] = [];
  const running = new Set<Promise<void>>();
  const timers = new Set<NodeJS.Timeout>();
  let isStopping = false;
  let isClosed = false;

  function pump(): void {
    while (!isStopping && running.size < CONCURRENCY) {
      const next = ready.shift();
      if (next === undefined) return;
      const attempt = tryOnce(next).finally(() => {
        running.delete(attempt);
        pump();
      });
      running.add(attempt);
    }
  }
  function later(invocation: Invocation, seconds: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      ready.push(invocation);
      pump();
    }, seconds * 1_000);
    timers.add(timer);
  }
  async function tryOnce(invocation: Invocation): Promise<void> {
    const { id, name, payload, sentAt } = invocation;
    const outcome = await run(name, payload, id);
    if (isClosed) return;
    if (outcome.kind === 'done') {
      journal.deleted(id);
      return;
    }
    if (outcome.kind === 'failed') {
      invocation.attempts += 1;
      journal.received(id);
    }
    const isTooOld = clock() - sentAt >= maxAgeSeconds * 1_000;
    if (isTooOld || invocation.attempts > maxRetries) giveUp(invocation, outcome);
    else
      later(
        invocation,
        outcome.kind === 'failed' ? retrySeconds * 2 ** (invocation.attempts - 1) : UNREACHABLE_SECONDS,
      );
  }
  function giveUp(invocation: Invocation, outcome: Exclude<InvocationOutcome, { kind: 'done' }>): void {
    const event = failureEvent(invocation, outcome, clock());
    const destination = failureDestination?.(invocation.name);
    if (destination === undefined) journal.sent({ id: randomUUID(), queue: FAILURES, body: event });
    else begin(destination, Buffer.from(event));
    journal.deleted(invocation.id);
    onFailure?.(event, destination);
  }
  function begin(name: string, payload: Buffer): string {
    const invocation = { id: randomUUID(), name, payload, sentAt: clock(), attempts: 0 };
    keep(invocation);
    ready.push(invocation);
    pump();
    return invocation.id;
  }
  function keep({ id, name, payload, sentAt, attempts }: Invocation): void {
    journal.sent({ id, queue: name, body: payload.toString('base64'), attributes: { sentAt } });
    for (let made = 0; made < attempts; made += 1) journal.received(id);
  }

  for (const { id, queue, body, attributes, receives } of kept) {
    if (queue === FAILURES) {
      journal.sent({ id, queue, body });
      continue;
    }
    const { sentAt } = attributes as { readonly sentAt: number };
    const invocation = { id, name: queue, payload: Buffer.from(body, 'base64'), sentAt, attempts: receives };
    keep(invocation);
    ready.push(invocation);
  }
  journal.replacePrevious();
  pump();

  return {
    add: begin,
    failures: () => journal.messages().flatMap(({ queue, body }) => (queue === FAILURES ? [body] : [])),
    async stop() {
      isStopping = true;
      for (const timer of timers) clearTimeout(timer);
      const settled = new AbortController();
      await Promise.race([Promise.all(running), pause(STOP_GRACE_MS, settled.signal)]);
      settled.abort();
      isClosed = true;
      for (const timer of timers) clearTimeout(timer);
      journal.close();
    },
  };
}
