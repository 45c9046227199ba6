import type { SlimEvent } from '../../../lib/console/console-event.ts';
import type { HopName, Journey } from '../../../lib/console/journey/journey.ts';
import { createTimeline } from '../../../lib/console/journey/timeline.ts';

const OSS = { ossRequestId: '5B9CDDCC9D2B0CA88AE2BEA1' };
const UPLOAD = { uploadId: 'u'.repeat(64) };
const at = (ms: number) => ({ at: 1_000_000 + ms });
const about = { bucket: 'b', object: 'o.png' };

const requested: SlimEvent = { type: 'upload-requested', ...at(0), ...OSS, ...about, operation: 'PutObject' };
const stored: SlimEvent = { type: 'upload-stored', ...at(10), ...OSS, ...about, size: 7, etag: 'E' };
const sent: SlimEvent = { type: 'callback-sent', ...at(11), ...OSS, attempt: 1, url: 'http://r/' };
const enqueued: SlimEvent = { type: 'message-sent', ...at(20), ...UPLOAD, messageId: 'm', queue: 'q' };
const received: SlimEvent = { type: 'message-received', ...at(22), messageId: 'm' };
const accepted: SlimEvent = {
  type: 'receiver-decided',
  ...at(21),
  ...OSS,
  ...UPLOAD,
  outcome: 'accepted',
  ms: { ack: 9, verify: 3, enqueue: 6 },
  requestId: 'r',
};
const answeredOk: SlimEvent = {
  type: 'callback-answered',
  ...at(25),
  ...OSS,
  attempt: 1,
  url: 'http://r/',
  status: 200,
  elapsedMs: 14,
  ok: true,
};
const told: SlimEvent = { type: 'upload-answered', ...at(26), ...OSS, status: 200 };
const failure = { code: 'CallbackFailed', message: 'Error status : 400.', ec: '0007-00000203' };
const toldFailure: SlimEvent = { type: 'upload-answered', ...at(26), ...OSS, status: 203, failure };
const answeredBad: SlimEvent = { ...answeredOk, ok: false, status: 400, message: failure.message, ec: failure.ec };
const rejected: SlimEvent = {
  type: 'receiver-decided',
  ...at(21),
  ...OSS,
  outcome: 'rejected',
  code: 'ERR_SIGNATURE_MISMATCH',
  reason: 'the signature does not match',
  ms: { ack: 9 },
  requestId: 'r',
};
const report = (changes: Partial<Extract<SlimEvent, { type: 'worker-reported' }>>): SlimEvent => ({
  type: 'worker-reported',
  ...at(60),
  ...UPLOAD,
  outcome: 'processed',
  messageId: 'm',
  attempt: 1,
  ms: { total: 30 },
  isLast: false,
  ...changes,
});
const failed = (attempt: number, isLast: boolean): SlimEvent =>
  report({ outcome: 'failed', attempt, isLast, step: 'record', error: { name: 'E', message: 'no table' } });

const GOOD = [requested, stored, sent, enqueued, received, accepted, answeredOk, told, report({})];

function journeyOf(events: readonly SlimEvent[]): Journey {
  const timeline = createTimeline();
  for (const event of events) timeline.apply(event);
  expect(timeline.keys()).toHaveLength(1);
  return timeline.journey(timeline.keys()[0] ?? '') as Journey;
}
const hop = (journey: Journey, name: HopName) => journey.hops.find((each) => each.name === name);

describe('createTimeline', () => {
  it('follows an upload through all six hops', () => {
    const journey = journeyOf(GOOD);
    expect(journey).toMatchObject({ ...about, ...UPLOAD, outcome: 'done', size: 7, code: undefined, totalMs: 60 });
    expect(journey.hops.map(({ name, state, from, to }) => [name, state, from, to])).toEqual([
      ['upload', 'ok', 0, 10],
      ['callback', 'ok', 11, 25],
      ['verification', 'ok', 12, 15],
      ['queue', 'ok', 15, 22],
      ['answer', 'ok', 25, 26],
      ['worker', 'ok', 30, 60],
    ]);
  });

  it('is red where the client was told a failure, and says that the receiver took it all the same', () => {
    const late: SlimEvent = { ...answeredOk, ok: false, message: 'Cost too long time.', ec: '0007-00000202' };
    const journey = journeyOf([requested, stored, sent, enqueued, accepted, late, toldFailure, report({})]);
    expect(journey).toMatchObject({ outcome: 'failed', code: failure.ec });
    expect(journey.summary).toBe('Cost too long time. The receiver took it all the same, and it is processed.');
  });

  it('is red where the receiver refused, with its code and what the client was told', () => {
    const journey = journeyOf([requested, stored, sent, rejected, answeredBad, toldFailure]);
    expect(journey).toMatchObject({ outcome: 'failed', code: 'ERR_SIGNATURE_MISMATCH' });
    expect(journey.summary).toContain('The client was told: Error status : 400.');
    expect(hop(journey, 'queue')?.state).toBe('waiting');
  });

  it('is red where OSS refused the upload', () => {
    const refused = { ...toldFailure, status: 400, failure: { code: 'InvalidArgument', message: 'bad' } };
    expect(journeyOf([requested, refused])).toMatchObject({ outcome: 'failed', summary: 'Refused: bad.' });
  });

  it('is amber while the worker tries again, red once it is a dead letter, green after a redrive', () => {
    const before = GOOD.slice(0, -1);
    expect(journeyOf([...before, failed(1, false)])).toMatchObject({
      outcome: 'warning',
      summary: 'Attempt 1 failed at record: no table',
    });
    expect(journeyOf([...before, failed(5, true)])).toMatchObject({
      outcome: 'failed',
      summary: 'Dead letter after 5 attempts: record: no table',
    });
    const again: SlimEvent = { ...enqueued, messageId: 'm2' };
    const redriven = [...before, failed(5, true), again, report({ messageId: 'm2' })];
    expect(journeyOf(redriven)).toMatchObject({ outcome: 'done' });
  });

  it('is amber where review refused or the body could not be understood', () => {
    const before = GOOD.slice(0, -1);
    expect(journeyOf([...before, report({ accepted: false, brokenRules: ['max-size'] })])).toMatchObject({
      outcome: 'warning',
      summary: 'Recorded; review refused it: max-size',
    });
    expect(journeyOf([...before, report({ outcome: 'unparsed' })]).outcome).toBe('warning');
  });

  it('is green where no callback was asked for', () => {
    expect(journeyOf([requested, stored, told])).toMatchObject({ outcome: 'done' });
  });

  it('shows a callback that did not come from the local OSS', () => {
    const foreign: SlimEvent = { ...accepted, ossRequestId: 'nobody' };
    const journey = journeyOf([enqueued, foreign, received, report({ ...about })]);
    expect(journey).toMatchObject({ key: 'callback:r', operation: 'Callback', ...about, outcome: 'done' });
  });

  it('finds its message also where the worker was quicker than the log of the receiver', () => {
    const journey = journeyOf([requested, stored, sent, enqueued, received, accepted, report({})]);
    expect(hop(journey, 'queue')?.note).toBe('Durable after 6 ms, waited 1 ms');
    expect(hop(journey, 'worker')?.state).toBe('ok');
  });

  it('counts a callback that came twice as one upload', () => {
    const twice = { ...report({ outcome: 'duplicate', messageId: 'm2' }), ...at(90) };
    const second: SlimEvent = { ...enqueued, messageId: 'm2' };
    expect(journeyOf([...GOOD, second, { ...accepted, requestId: 'r2' }, twice])).toMatchObject({
      outcome: 'done',
    });
  });

  it('lists the newest first', () => {
    const timeline = createTimeline();
    for (const id of ['A', 'B', 'C']) timeline.apply({ ...requested, ossRequestId: id });
    expect(timeline.keys()).toEqual(['C', 'B', 'A']);
  });

  it('knows in which journey a message was last', () => {
    const timeline = createTimeline();
    for (const event of GOOD) timeline.apply(event);
    expect(timeline.keyOfMessage('m')).toBe(OSS.ossRequestId);
    expect(timeline.keyOfMessage('another')).toBeUndefined();
  });

  it('keeps how a callback began and ended that comes again and again', () => {
    const timeline = createTimeline();
    for (const event of GOOD) timeline.apply(event);
    for (let ms = 100; ms < 1_100; ms += 1) timeline.apply({ ...accepted, ...at(ms), requestId: `r${ms}` });
    const events = timeline.events(OSS.ossRequestId);
    expect(events).toHaveLength(200);
    expect(events[0]).toBe(requested);
    expect(events.at(-1)?.at).toBe(1_001_099);
  });

  it('forgets the oldest journeys, and every way to them', () => {
    const timeline = createTimeline();
    for (const event of GOOD) timeline.apply(event);
    for (let index = 0; index < 2_000; index += 1) timeline.apply({ ...requested, ossRequestId: `other ${index}` });
    expect(timeline.keys()).toHaveLength(2_000);
    expect(timeline.journey(OSS.ossRequestId)).toBeUndefined();
    expect(timeline.keyOfMessage('m')).toBeUndefined();
    // The upload's id led to it, and must not bring half of it back.
    expect(timeline.apply(enqueued)).toBeUndefined();
  });

  it('holds few messages of uploads of which the receiver never tells', () => {
    const timeline = createTimeline();
    for (let index = 0; index <= 500; index += 1) {
      timeline.apply({ ...enqueued, uploadId: `upload ${index}`, messageId: `message ${index}` });
    }
    const tell = (index: number): number => {
      const key = timeline.apply({
        ...accepted,
        ossRequestId: `${index}`,
        requestId: `${index}`,
        uploadId: `upload ${index}`,
      });
      return timeline.events(key ?? '').length;
    };
    expect([tell(0), tell(1), tell(500)]).toEqual([1, 2, 2]);
  });
});
