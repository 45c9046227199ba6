import { createHash } from 'node:crypto';
import { isPassing, type AwsJsonAnswer, type AwsJsonClient } from '../aws/json-client.ts';
import { NotDurableError } from '../errors.ts';
import type { SendOutcome } from './send-with-retries.ts';

/** Makes one attempt to send the text of a message; rejects where SQS does not answer before `signal` aborts. */
export type SqsSend = (text: string, signal: AbortSignal) => Promise<SendOutcome>;

/** Options of {@link createSqsSend}. */
export interface SqsSendOptions {
  readonly call: AwsJsonClient;
  readonly queueUrl: string;
}

/** Creates what sends each message in a call of its own. */
export function createSqsSend({ call, queueUrl }: SqsSendOptions): SqsSend {
  return async (text, signal) => {
    const answer = await call('SendMessage', { QueueUrl: queueUrl, MessageBody: text }, signal);
    return answer.status === 200 ? sent(answer.output, text) : refused(answer);
  };
}

/**
 * The outcome of what SQS says that it took: only an id of its own says that the message is durable, and where it says what it
 * took, that must be what was sent.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sent({ MessageId, MD5OfMessageBody }: Readonly<Record<string, unknown>>, text: string): SendOutcome {
  if (typeof MessageId !== 'string' || MessageId === '') return again('SQS gave the message no id');
  if (MD5OfMessageBody === undefined) return 'durable';
  const digest = md5Of(text);
  return digest === undefined || digest === MD5OfMessageBody ? 'durable' : again('SQS took another text than was sent');
}

const again = (reason: string): SendOutcome => ({ error: new NotDurableError(reason), isPassing: true });

/** `undefined` where OpenSSL refuses MD5, as under FIPS. */
function md5Of(text: string): string | undefined {
  try {
    return createHash('md5').update(text).digest('hex');
  } catch {
    return undefined;
  }
}

/** The outcome of a call that SQS refused. */
export function refused(answer: AwsJsonAnswer): SendOutcome {
  const { status, errorType = 'no error type' } = answer;
  return { error: new NotDurableError(`SQS answered ${status}, ${errorType}`), isPassing: isPassing(answer) };
}
