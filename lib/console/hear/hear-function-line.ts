import * as v from 'valibot';
import type { ConsoleEvent } from '../console-event.ts';
import { keepOctets } from '../octets.ts';

const text = v.optional(v.string());
const number = v.optional(v.number());
const line = { time: v.pipe(v.string(), v.isoTimestamp()), msg: v.string(), level: v.string() };
const receiverLine = v.object({
  ...line,
  outcome: v.picklist(['accepted', 'rejected', 'not-durable']),
  code: text,
  reason: text,
  ms: v.object({ ack: v.number(), verify: number, enqueue: number }),
  requestId: v.string(),
  ossRequestId: text,
  id: text,
  bucket: text,
  object: text,
  size: number,
});
const workerLine = v.looseObject({
  ...line,
  outcome: v.picklist(['processed', 'duplicate', 'unparsed', 'unconfirmed', 'superseded', 'repeated', 'failed']),
  messageId: v.string(),
  attempt: number,
  id: text,
  bucket: text,
  object: text,
  size: number,
  problem: text,
  accepted: v.optional(v.boolean()),
  brokenRules: v.optional(v.array(v.string())),
  step: text,
  error: v.optional(v.object({ name: v.string(), code: text, message: v.string() })),
  ms: v.objectWithRest({ total: v.number() }, v.number()),
});
const otherLine = v.object({ ...line, id: text, requestId: text });

/** Options of {@link hearFunctionLine}. */
export interface FunctionLineOptions {
  /** Receives after which the queue lays a message aside. */
  readonly maxReceives: number;
}

/** Reads a line that a function has printed; `undefined` where it is none of the flow's. */
export function hearFunctionLine(json: string, { maxReceives }: FunctionLineOptions): ConsoleEvent | undefined {
  const value = parse(json);
  const decided = v.safeParse(receiverLine, value);
  if (decided.success) {
    const { time, outcome, code, reason, ms, requestId, ossRequestId, id, bucket, object, size } = decided.output;
    const facts = { outcome, code, reason, ms, requestId, ossRequestId, uploadId: id, bucket, object, size };
    return defined({ type: 'receiver-decided', at: Date.parse(time), ...facts });
  }
  const reported = v.safeParse(workerLine, value);
  if (reported.success) {
    const { time, outcome, messageId, attempt, id, bucket, object, size, problem, accepted } = reported.output;
    const { brokenRules, step, error, ms } = reported.output;
    return defined({
      type: 'worker-reported',
      at: Date.parse(time),
      isLast: outcome === 'failed' && (attempt ?? 0) >= maxReceives,
      ...{ outcome, messageId, attempt, uploadId: id, bucket, object, size },
      ...{ problem, accepted, brokenRules, step, error: error && defined(error), ms },
    });
  }
  const other = v.safeParse(otherLine, value);
  if (!other.success) return undefined;
  const { time, msg, level, id, requestId } = other.output;
  const octets = keepOctets(Buffer.from(json));
  return defined({
    type: 'function-logged',
    at: Date.parse(time),
    level,
    text: msg,
    uploadId: id,
    requestId,
    octets,
  });
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

type Defined<T> = { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> : T[K] };

/** Leaves out what is undefined, so that an event is the same before and after it was written as JSON. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
