import { isPassing, type AwsJsonAnswer } from '../aws/json-client.ts';
import { NotDurableError } from '../errors.ts';
import { CALL_TIMEOUT_MS, type SendOutcome } from './send-with-retries.ts';
import { createSqsSend, refused, sent, type SqsSend, type SqsSendOptions } from './sqs-send.ts';

/** Options of {@link createSqsBatchSend}. */
export interface SqsBatchSendOptions extends SqsSendOptions {
  /** Milliseconds that a message waits for others while a call is under way; where none is, it waits for nothing. */
  readonly gatherMs: number;
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
const MAX_ENTRIES = 10;
const MAX_BATCH_BYTES = 1_048_576;

interface Entry {
  readonly text: string;
  readonly bytes: number;
  readonly signal: AbortSignal;
  readonly settle: (outcome: SendOutcome) => void;
  readonly fail: (cause: Error) => void;
}

/**
 * Creates what sends messages that come at about the same time in one call. Each has its own outcome: of a batch that SQS
 * takes in part, the rest is not durable; where it refuses the whole for what may be one message's fault, each is sent alone.
 * Who gives up waiting leaves the others in the call.
 */
export function createSqsBatchSend({ call, queueUrl, gatherMs }: SqsBatchSendOptions): SqsSend {
  const sendAlone = createSqsSend({ call, queueUrl });
  let gathered: Entry[] = [];
  let gatheredBytes = 0;
  let callsUnderWay = 0;
  let timer: NodeJS.Timeout | undefined;

  async function send(entries: readonly Entry[]): Promise<void> {
    callsUnderWay += 1;
    const time = startCallTime(entries.map(({ signal }) => signal));
    const Entries = entries.map(({ text }, index) => ({ Id: String(index), MessageBody: text }));
    try {
      const answer = await call('SendMessageBatch', { QueueUrl: queueUrl, Entries }, time.signal);
      if (entries.length > 1 && mayBeOfOne(answer)) {
        await Promise.all(entries.map(({ text, signal, settle, fail }) => sendAlone(text, signal).then(settle, fail)));
        return;
      }
      entries.forEach(({ text, settle }, index) => {
        settle(answer.status === 200 ? judge(answer.output, { text, index }) : refused(answer));
      });
    } catch (cause) {
      for (const { fail } of entries) fail(cause as Error);
    } finally {
      time.end();
      callsUnderWay -= 1;
    }
  }
  function sendGathered(): void {
    clearTimeout(timer);
    timer = undefined;
    const entries = gathered;
    gathered = [];
    gatheredBytes = 0;
    if (entries.length > 0) void send(entries);
  }
  function gather(entry: Entry): void {
    if (gatheredBytes + entry.bytes > MAX_BATCH_BYTES) sendGathered();
    gathered.push(entry);
    gatheredBytes += entry.bytes;
    if (gathered.length === MAX_ENTRIES) sendGathered();
    else timer ??= setTimeout(sendGathered, callsUnderWay === 0 ? 0 : gatherMs);
  }
  /** Takes out what is given up before its call has begun. */
  function leave(entry: Entry): void {
    if (!gathered.includes(entry)) return;
    gathered = gathered.filter((other) => other !== entry);
    gatheredBytes -= entry.bytes;
  }

  return (text, signal) =>
    new Promise((resolve, reject) => {
      const entry = { text, bytes: Buffer.byteLength(text), signal, settle: resolve, fail: reject };
      const giveUp = (): void => {
        leave(entry);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      gather(entry);
    });
}

/** The time of a call: it is over when none waits for it any more. Who gives up alone leaves the others in the call. */
function startCallTime(signals: readonly AbortSignal[]): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const look = (): void => {
    if (signals.every(({ aborted }) => aborted)) controller.abort();
  };
  for (const signal of signals) signal.addEventListener('abort', look, { once: true });
  const timer = setTimeout(() => {
    controller.abort();
  }, CALL_TIMEOUT_MS);
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', look);
    },
  };
}

/** Whether a refusal of the whole call may be the fault of one message in it: SQS does not say whose. */
const mayBeOfOne = (answer: AwsJsonAnswer): boolean =>
  answer.status === 400 && !isPassing(answer) && !/QueueDoesNotExist/.test(answer.errorType ?? '');

interface Sent {
  readonly text: string;
  readonly index: number;
}

/** What became of one entry. One that SQS says nothing of is not durable. */
function judge({ Successful, Failed }: Readonly<Record<string, unknown>>, { text, index }: Sent): SendOutcome {
  const [success] = resultOf(Successful, index) ?? [];
  if (success !== undefined) return sent(success, text);
  const [failure] = resultOf(Failed, index) ?? [];
  const code = typeof failure?.['Code'] === 'string' ? failure['Code'] : 'no code';
  return {
    error: new NotDurableError(`SQS did not take the message of a batch: ${code}`),
    isPassing: failure?.['SenderFault'] !== true || isPassing({ status: 400, errorType: code }),
  };
}

function resultOf(results: unknown, index: number): Readonly<Record<string, unknown>>[] | undefined {
  if (!Array.isArray(results)) return undefined;
  return (results as unknown[]).filter(
    (result): result is Record<string, unknown> =>
      typeof result === 'object' && result !== null && (result as { Id?: unknown }).Id === String(index),
  );
}
