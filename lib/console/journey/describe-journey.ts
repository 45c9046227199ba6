import type { SlimEvent } from '../console-event.ts';
import { decisionBegan, describeHops } from './describe-hops.ts';
import { firstOf, lastOf } from './event-of-type.ts';
import type { Hop, HopName, Journey, JourneyOutcome } from './journey.ts';

/** Tells of an upload what its events say. */
export function describeJourney(key: string, events: readonly SlimEvent[]): Journey {
  const requested = firstOf(events, 'upload-requested');
  const stored = firstOf(events, 'upload-stored');
  const decided = lastOf(events, 'receiver-decided');
  const reported = lastOf(events, 'worker-reported');
  const startedAt = requested?.at ?? (decided ? decisionBegan(decided) : (events[0]?.at ?? 0));
  const hops = describeHops(events, startedAt);
  const [outcome, summary] = judge(events, hops);
  return {
    key,
    startedAt,
    bucket: requested?.bucket ?? decided?.bucket ?? reported?.bucket,
    object: stored?.object ?? requested?.object ?? decided?.object ?? reported?.object,
    size: stored?.size ?? decided?.size ?? reported?.size,
    operation: requested?.operation ?? 'Callback',
    hops,
    outcome,
    code: outcome === 'done' ? undefined : codeOf(events),
    summary,
    uploadId: decided?.uploadId ?? reported?.uploadId ?? firstOf(events, 'message-sent')?.uploadId,
    totalMs: Math.max(0, ...hops.flatMap(({ from, to }) => [from ?? 0, to ?? 0])),
  };
}

function judge(events: readonly SlimEvent[], hops: readonly Hop[]): readonly [JourneyOutcome, string] {
  const hop = (name: HopName): Hop => hops.find((each) => each.name === name) as Hop;
  const processed = hop('worker').state === 'ok';
  const trouble = (['upload', 'verification', 'queue', 'callback', 'answer'] as const)
    .map(hop)
    .find(({ state }) => state === 'failed');
  if (trouble) {
    const called = lastOf(events, 'callback-answered');
    const told = trouble.name === 'verification' && called?.message ? ` The client was told: ${called.message}` : '';
    const after = processed ? ' The receiver took it all the same, and it is processed.' : '';
    return ['failed', `${sentence(trouble.note)}${told}${after}`];
  }
  const worker = hop('worker');
  if (worker.state === 'failed' || worker.state === 'warning') return [worker.state, worker.note];
  if (processed) return ['done', 'Verified, queued, answered and processed'];
  const isStoredOnly =
    firstOf(events, 'upload-answered') !== undefined && firstOf(events, 'callback-sent') === undefined;
  return isStoredOnly ? ['done', 'Stored; no callback was asked for'] : ['running', 'On its way'];
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

function codeOf(events: readonly SlimEvent[]): string | undefined {
  const decided = lastOf(events, 'receiver-decided');
  const reported = lastOf(events, 'worker-reported');
  const called = lastOf(events, 'callback-answered');
  return (
    decided?.code ??
    lastOf(events, 'upload-answered')?.failure?.ec ??
    called?.ec ??
    reported?.error?.code ??
    lastOf(events, 'upload-answered')?.failure?.code ??
    reported?.error?.name
  );
}
