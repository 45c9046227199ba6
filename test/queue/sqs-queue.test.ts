import { createHash } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { NotDurableError } from '../../lib/errors.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { createSqsQueue, type SqsQueueOptions } from '../../lib/queue/sqs-queue.ts';
import { decodeMessage, encodeMessage } from '../../lib/queue/upload-message.ts';
import {
  answer,
  confirm,
  CREDENTIALS,
  half,
  late,
  refuse,
  reset,
  silence,
  startFakeSqs,
  type FakeSqs,
} from '../helpers/fake-sqs.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';
import { until } from '../helpers/until.ts';

const message = uploadMessage('one');
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
const queueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads';
let sqs: FakeSqs;
beforeEach(async () => {
  sqs = await startFakeSqs();
});
afterEach(() => sqs.stop());

const open = (options: Partial<SqsQueueOptions> = {}): MessageQueue =>
  createSqsQueue({
    queueUrl,
    endpoint: sqs.endpoint,
    region: 'eu-central-1',
    credentials: () => CREDENTIALS,
    ...options,
  });
const enqueue = (queue = open(), signal = AbortSignal.timeout(3_500)): Promise<void> =>
  queue.enqueue(message, { signal });

describe('createSqsQueue', () => {
  it('sends the message to the queue, signed', async () => {
    await enqueue();
    expect(sqs.calls).toHaveLength(1);
    const [call] = sqs.calls;
    expect(call).toMatchObject({ target: 'AmazonSQS.SendMessage', isSigned: true, body: { QueueUrl: queueUrl } });
    expect(decodeMessage(call?.body.MessageBody ?? '')).toEqual(message);
  });

  it('is content where SQS says that it took what was sent', async () => {
    const whole = uploadMessage('中文 😀');
    sqs.behave(answer(200, JSON.stringify({ MessageId: 'm', MD5OfMessageBody: md5(encodeMessage(whole, 1_000_000)) })));
    await open().enqueue(whole, { signal: AbortSignal.timeout(3_500) });
    expect(sqs.calls).toHaveLength(1);
  });

  it('says what was wrong with the answer, as an error with a code', async () => {
    sqs.behave(answer(200, '{"MessageId":""}'));
    await expect(enqueue()).rejects.toMatchObject({ code: 'ERR_NOT_DURABLE', message: 'SQS gave the message no id' });
    sqs.behave(answer(200, '{"MessageId":"m","MD5OfMessageBody":"x"}'));
    await expect(enqueue()).rejects.toMatchObject({
      code: 'ERR_NOT_DURABLE',
      message: 'SQS took another text than was sent',
    });
  });

  it('signs what is not ASCII', async () => {
    await open().enqueue(uploadMessage('中文 😀'), { signal: AbortSignal.timeout(3_500) });
    expect(sqs.calls[0]?.isSigned).toBe(true);
  });

  it('takes the endpoint from the URL of the queue where none is stated', async () => {
    await enqueue(open({ queueUrl: `${sqs.endpoint}/000000000000/uploads`, endpoint: undefined }));
    expect(sqs.calls).toHaveLength(1);
  });

  it('keeps its connection', async () => {
    const queue = open();
    for (let index = 0; index < 5; index += 1) await enqueue(queue);
    expect(new Set(sqs.calls.map(({ connection }) => connection)).size).toBe(1);
  });

  it('asks for credentials before every call, also where that takes time', async () => {
    let asked = 0;
    const queue = open({ credentials: () => Promise.resolve(CREDENTIALS).finally(() => (asked += 1)) });
    await enqueue(queue);
    await enqueue(queue);
    expect(asked).toBe(2);
  });

  it.each([
    ['a fault of SQS', refuse(500, 'InternalFailure')],
    ['an SQS that is not there', refuse(503, 'ServiceUnavailable')],
    ['a page of a proxy', answer(502, '<html>Bad Gateway</html>')],
    ['throttling', refuse(400, 'RequestThrottled')],
    ['throttling of the key', refuse(400, 'KmsThrottled')],
    ['throttling of another kind', refuse(429, 'TooManyRequests')],
    ['an answer without an id', answer(200, '{}')],
    ['an answer that is no JSON', answer(200, 'OK')],
    ['an answer that is null', answer(200, 'null')],
    ['an answer with an empty id', answer(200, '{"MessageId":""}')],
    ['an answer about another text', answer(200, `{"MessageId":"m","MD5OfMessageBody":"${md5('another')}"}`)],
    ['an answer with an id that is none', answer(200, '{"MessageId":1}')],
    ['an answer that is too long', answer(200, `{"MessageId":"${'a'.repeat(70_000)}"}`)],
    ['a connection that is reset', reset],
    ['an answer that breaks off', half],
  ])('tries again after %s', async (_name, behaviour) => {
    sqs.behave(behaviour, behaviour, confirm);
    await enqueue();
    expect(sqs.calls).toHaveLength(3);
    expect(sqs.calls.every(({ isSigned }) => isSigned)).toBe(true);
  });

  it('gives up after four attempts, with the last failure', async () => {
    sqs.behave(refuse(500, 'InternalFailure'));
    await expect(enqueue()).rejects.toThrow(/SQS answered 500, .*InternalFailure/);
    expect(sqs.calls).toHaveLength(4);
  });

  it.each([
    ['QueueDoesNotExist', 400],
    ['AccessDeniedException', 403],
    ['InvalidMessageContents', 400],
    ['UnrecognizedClientException', 403],
  ])('does not try again after %s', async (type, status) => {
    sqs.behave(refuse(status, type));
    const failure: unknown = await enqueue().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotDurableError);
    expect(failure).toHaveProperty('message', expect.stringContaining(type));
    expect(sqs.calls).toHaveLength(1);
  });

  it('does not try again after a refusal that says nothing', async () => {
    sqs.behave(answer(404, ''));
    await expect(enqueue()).rejects.toThrow('SQS answered 404, no error type');
    expect(sqs.calls).toHaveLength(1);
  });

  it('gives a silent connection up, and is in time with another', async () => {
    sqs.behave(silence, confirm);
    const begin = Date.now();
    await enqueue();
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect(sqs.calls.map(({ connection }) => connection)).toEqual([1, 2]);
  });

  it('takes the late answer of a slow queue', async () => {
    sqs.behave(late(1_500, confirm));
    await enqueue();
    expect(sqs.calls).toHaveLength(2);
  });

  it('ends when its time is up, and hangs up', async () => {
    sqs.behave(silence);
    const begin = Date.now();
    await expect(enqueue(open(), AbortSignal.timeout(200))).rejects.toThrow(NotDurableError);
    expect(Date.now() - begin).toBeLessThan(1_000);
    expect(sqs.calls).toHaveLength(1);
  });

  it('does not begin where no time is left', async () => {
    await expect(enqueue(open(), AbortSignal.abort())).rejects.toThrow('no time was left for the queue');
    expect(sqs.calls).toHaveLength(0);
  });

  it('ends when its time is up while it waits between attempts', async () => {
    sqs.behave(refuse(500, 'InternalFailure'));
    const budget = new AbortController();
    const enqueued = enqueue(open(), budget.signal);
    await Promise.all([
      expect(enqueued).rejects.toThrow(NotDurableError),
      until('a second attempt', () => sqs.calls.length === 2).then(() => {
        budget.abort();
      }),
    ]);
    expect(sqs.calls.length).toBeLessThan(4);
  });

  it('says so where nobody listens', async () => {
    const { endpoint } = sqs;
    await sqs.stop();
    const failure = (await enqueue(open({ endpoint })).catch((error: unknown) => error)) as Error;
    expect(failure).toBeInstanceOf(NotDurableError);
    expect((failure.cause as Error).message).toContain('ECONNREFUSED');
    sqs = await startFakeSqs();
  });

  it('says so where there are no credentials', async () => {
    const none = (): never => {
      throw new Error('Could not load credentials from any providers');
    };
    const failure = (await enqueue(open({ credentials: none })).catch((error: unknown) => error)) as Error;
    expect((failure.cause as Error).message).toContain('Could not load credentials');
  });

  it('does not wait for credentials longer than its time', async () => {
    const queue = open({ credentials: () => new Promise(() => undefined) });
    const failure = (await enqueue(queue, AbortSignal.timeout(100)).catch((error: unknown) => error)) as Error;
    expect((failure.cause as Error).message).toBe('no credentials in time');
  });

  it('is not thrown off by connections that SQS closed while they were kept', async () => {
    const queue = open();
    // Twenty connections are in the pool, and each of them is dead when it is used again: as after a freeze.
    await Promise.all(Array.from({ length: 20 }, () => enqueue(queue)));
    expect(new Set(sqs.calls.map(({ connection }) => connection)).size).toBeGreaterThan(1);
    const used = sqs.calls.length;
    sqs.behave(reset, confirm);
    await enqueue(queue);
    expect(sqs.calls).toHaveLength(used + 2);
    await Promise.all(Array.from({ length: 20 }, () => enqueue(queue)));
    expect(sqs.calls).toHaveLength(used + 22);
  });

  it('refuses a message that is too large before it sends anything', async () => {
    const large = uploadMessage('large', { raw: { encoding: 'utf8', body: 'a'.repeat(1_048_576) } });
    const { signal } = new AbortController();
    await expect(open().enqueue(large, { signal })).rejects.toMatchObject({ code: 'ERR_MESSAGE_TOO_LARGE' });
    expect(sqs.calls).toHaveLength(0);
  });

  it('speaks TLS where the endpoint does', async () => {
    const firstOctets: (number | undefined)[] = [];
    const tcp = createServer((socket) => {
      socket.once('data', (octets) => {
        firstOctets.push(octets[0]);
        socket.destroy();
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
    const endpoint = `https://127.0.0.1:${(tcp.address() as AddressInfo).port}`;
    await expect(enqueue(open({ endpoint }))).rejects.toThrow('SQS did not answer');
    // The type of a TLS handshake record.
    expect(new Set(firstOctets)).toEqual(new Set([0x16]));
    tcp.close();
  });

  it('reaches an endpoint on IPv6', async () => {
    const failure = (await enqueue(open({ endpoint: 'http://[::1]:1' })).catch((error: unknown) => error)) as Error;
    expect((failure.cause as Error).message).not.toContain('ENOTFOUND');
  });
});
