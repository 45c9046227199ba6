import type { SlimEvent } from '../console-event.ts';
import { eventsOf, firstOf, lastOf, type SlimOf } from './event-of-type.ts';
import type { Hop, HopName, HopState } from './journey.ts';

type Span = readonly [from: number, to?: number];
type Described = readonly [state: HopState, note: string, span?: Span | undefined];

/** Tells of each part of an upload's way what is known of it. `start` is what times count from. */
export function describeHops(events: readonly SlimEvent[], start: number): readonly Hop[] {
  const hop = (name: HopName, [state, note, span]: Described): Hop => ({
    name,
    state,
    ...(span && { from: Math.max(0, span[0] - start) }),
    ...(span?.[1] !== undefined && { to: Math.max(0, span[1] - start) }),
    note,
  });
  return [
    hop('upload', upload(events)),
    hop('callback', callback(events)),
    hop('verification', verification(events)),
    hop('queue', queue(events)),
    hop('answer', answer(events)),
    hop('worker', worker(events)),
  ];
}

/** When the receiver began: its line is written at the end. */
export const decisionBegan = ({ at, ms }: SlimOf<'receiver-decided'>): number => at - ms.ack;

function upload(events: readonly SlimEvent[]): Described {
  const requested = firstOf(events, 'upload-requested');
  if (!requested) return ['waiting', 'Not seen: this callback did not come from the local OSS'];
  const stored = firstOf(events, 'upload-stored');
  if (stored) return ['ok', `${requested.operation}, stored`, [requested.at, stored.at]];
  const answered = firstOf(events, 'upload-answered');
  if (!answered) return ['running', `${requested.operation}, arriving`, [requested.at]];
  const { failure, status } = answered;
  return ['failed', `Refused: ${failure?.message ?? `status ${status}`}`, [requested.at, answered.at]];
}

function callback(events: readonly SlimEvent[]): Described {
  const sent = firstOf(events, 'callback-sent');
  if (!sent) return ['waiting', firstOf(events, 'upload-answered') ? 'No callback was sent' : 'Not sent yet'];
  const answers = eventsOf(events, 'callback-answered');
  const last = answers.find(({ ok }) => ok) ?? answers.at(-1);
  if (!last) return ['running', 'Sent; OSS waits 5 s for the answer', [sent.at]];
  const span: Span = [sent.at, last.at];
  if (last.ok) return ['ok', `Answered ${last.status ?? ''} in ${last.elapsedMs} ms`, span];
  return ['failed', last.message ?? 'Failed', span];
}

function verification(events: readonly SlimEvent[]): Described {
  const decided = lastDecision(events);
  if (!decided) return ['waiting', 'The receiver has not seen the callback'];
  const from = decisionBegan(decided);
  const { verify, ack } = decided.ms;
  if (verify !== undefined) return ['ok', `Genuine: OSS's signature holds (${verify} ms)`, [from, from + verify]];
  return ['failed', `Refused: ${decided.reason ?? decided.code ?? 'not genuine'}`, [from, from + ack]];
}

function queue(events: readonly SlimEvent[]): Described {
  const decided = firstAccepted(events) ?? lastDecision(events);
  const sent = firstOf(events, 'message-sent');
  if (decided === undefined) return ['waiting', sent ? 'On the queue' : 'Nothing was enqueued', sent && [sent.at]];
  const from = decisionBegan(decided) + (decided.ms.verify ?? 0);
  if (decided.outcome !== 'accepted') {
    const isVerified = decided.ms.verify !== undefined;
    return isVerified
      ? ['failed', `Not queued: ${decided.reason ?? decided.code ?? ''}`, [from, decided.at]]
      : ['waiting', 'Nothing was enqueued'];
  }
  const received = firstOf(events, 'message-received');
  const enqueued = `Durable after ${decided.ms.enqueue ?? 0} ms`;
  if (!received) return ['ok', `${enqueued}; waits for the worker`, [from, decided.at]];
  const waited = Math.max(0, received.at - decided.at);
  return ['ok', `${enqueued}, waited ${waited} ms`, [from, Math.max(decided.at, received.at)]];
}

function answer(events: readonly SlimEvent[]): Described {
  const answered = firstOf(events, 'upload-answered');
  const called = lastOf(events, 'callback-answered');
  const decided = lastDecision(events);
  if (!answered) {
    if (firstOf(events, 'upload-requested')) return ['waiting', 'The client waits'];
    if (!decided) return ['waiting', 'Nobody was answered yet'];
    const isOk = decided.outcome === 'accepted';
    return [isOk ? 'ok' : 'failed', isOk ? 'OSS was told OK' : 'OSS was told an error', [decided.at, decided.at]];
  }
  const from = Math.min(called?.at ?? answered.at, answered.at);
  const { status, failure } = answered;
  if (status >= 200 && status < 300 && failure === undefined) {
    return ['ok', `The client was told ${status}`, [from, answered.at]];
  }
  return ['failed', `The client was told ${status} ${failure?.code ?? ''}`.trim(), [from, answered.at]];
}

function worker(events: readonly SlimEvent[]): Described {
  const reports = eventsOf(events, 'worker-reported');
  const last = reports.at(-1);
  const first = reports[0];
  if (!last || !first) return ['waiting', 'Nothing for the worker yet'];
  const span: Span = [first.at - first.ms.total, last.at];
  const attempts = last.attempt !== undefined && last.attempt > 1 ? `, attempt ${last.attempt}` : '';
  switch (last.outcome) {
    case 'processed':
    case 'duplicate':
      return reviewed(last, attempts, span);
    case 'failed': {
      const why = `${last.step ?? 'the message'}: ${last.error?.message ?? 'failed'}`;
      return last.isLast
        ? ['failed', `Dead letter after ${last.attempt ?? 0} attempts: ${why}`, span]
        : ['warning', `Attempt ${last.attempt ?? 1} failed at ${why}`, span];
    }
    case 'unparsed':
    case 'unconfirmed':
    case 'superseded':
    case 'repeated':
      return ['warning', `${WORDS[last.outcome]}${attempts}`, span];
  }
}

/** What the worker's outcomes mean that are neither success nor failure. */
export const WORDS = {
  unparsed: 'Kept, but its body could not be understood',
  unconfirmed: 'OSS knows no such object',
  superseded: 'A newer object stands in its place',
  repeated: 'Another callback told of that very object',
} as const;

function reviewed(
  { outcome, accepted, brokenRules = [], ms }: SlimOf<'worker-reported'>,
  attempts: string,
  span: Span,
) {
  const took = `${ms.total} ms${attempts}`;
  if (outcome === 'duplicate') return ['ok', `Was processed before, ${took}`, span] as const;
  if (accepted === false) return ['warning', `Recorded; review refused it: ${brokenRules.join(', ')}`, span] as const;
  return ['ok', `Recorded, reviewed, counted: ${took}`, span] as const;
}

const lastDecision = (events: readonly SlimEvent[]) => firstAccepted(events) ?? lastOf(events, 'receiver-decided');
const firstAccepted = (events: readonly SlimEvent[]) =>
  eventsOf(events, 'receiver-decided').find(({ outcome }) => outcome === 'accepted');
