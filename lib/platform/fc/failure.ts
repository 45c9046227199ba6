import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { pause } from '../../clock.ts';
import type { DeadLetterShelf, ShelvedLetter } from '../../fc/dead-letter-shelf.ts';
import { remainingMs } from './context.ts';
import type { FcInvocationHandler } from './queue.ts';

// https://www.alibabacloud.com/help/en/functioncompute/fc/user-guide/result-callback
const failure = v.object({
  timestamp: v.optional(v.union([v.string(), v.number()])),
  requestContext: v.object({
    requestId: v.pipe(v.string(), v.nonEmpty()),
    condition: v.optional(v.string(), ''),
  }),
  requestPayload: v.string(),
  responsePayload: v.optional(v.unknown()),
});
const failureText = v.pipe(v.string(), v.parseJson(), failure);
const message = v.pipe(v.string(), v.parseJson(), v.object({ errorMessage: v.string() }));

const MAX_REASON_LENGTH = 2_000;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 10_000;
// What an attempt may take where the database does not answer.
const ATTEMPT_MS = 25_000;

/**
 * Makes the handler of a failure destination: it puts what Function Compute gave up on a shelf. Behind it there is nothing but
 * another few attempts, so it goes on trying for as long as the invocation has, also where the shelf cannot be opened yet.
 */
export function createFcFailureHandler(openShelf: () => Promise<DeadLetterShelf>): FcInvocationHandler {
  return async ({ payload, timeoutSeconds }) => {
    const left = remainingMs(timeoutSeconds) ?? (() => 0);
    const letter = readFailure(Buffer.from(payload).toString('utf8'));
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, MAX_PAUSE_MS)) {
      try {
        const shelf = await openShelf();
        await shelf.put(letter);
        return;
      } catch (error) {
        if (left() < wait + ATTEMPT_MS) throw error;
        await pause(wait);
      }
    }
  };
}

/** Reads what the failure destination is told; what is something else is kept whole, under a name made of its octets. */
export function readFailure(text: string): ShelvedLetter {
  const result = v.safeParse(failureText, text);
  if (!result.success) {
    const id = createHash('sha256').update(text).digest('hex').slice(0, 32);
    return { id, body: text, reason: 'it is not of the form in which Function Compute tells a failure' };
  }
  const { timestamp, requestContext, requestPayload, responsePayload } = result.output;
  const sentAt = new Date(timestamp ?? NaN);
  return {
    id: requestContext.requestId,
    body: requestPayload,
    ...(Number.isNaN(sentAt.getTime()) ? {} : { sentAt: sentAt.toISOString() }),
    reason: reasonOf(requestContext.condition, responsePayload),
  };
}

function reasonOf(condition: string, answer: unknown = ''): string {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const told = v.safeParse(message, text);
  const parts = [condition, told.success ? told.output.errorMessage : text];
  const reason = parts.filter((part) => part !== '').join(': ');
  return (reason || 'not told').slice(0, MAX_REASON_LENGTH);
}
