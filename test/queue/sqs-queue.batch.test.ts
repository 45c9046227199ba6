import { NotDurableError } from '../../lib/errors.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { createSqsQueue } from '../../lib/queue/sqs-queue.ts';
import { decodeMessage } from '../../lib/queue/upload-message.ts';
import { answer, CREDENTIALS, late, refuse, silence, startFakeSqs, type FakeSqs } from '../helpers/fake-sqs.ts';
import { until } from '../helpers/until.ts';
import { uploadId, uploadMessage } from '../helpers/upload-messages.ts';

let sqs: FakeSqs;
let queue: MessageQueue;
beforeEach(async () => {
  sqs = await startFakeSqs();
  queue = createSqsQueue({
    queueUrl: 'https://sqs.eu-central-1.amazonaws.com/123456789012/uploads',
    endpoint: sqs.endpoint,
    region: 'eu-central-1',
    credentials: () => CREDENTIALS,
    gatherMs: 2,
  });
});
afterEach(() => sqs.stop());

interface Batch {
  readonly Entries: readonly { readonly Id: string; readonly MessageBody: string }[];
}
const batchOf = (call = 0): Batch['Entries'] => (sqs.calls[call]?.body as unknown as Batch).Entries;
const took = (...ids: number[]): object[] => ids.map((id) => ({ Id: String(id), MessageId: `m-${id}` }));
const takes = (count: number) =>
  answer(200, JSON.stringify({ Successful: took(...Array.from({ length: count }, (_, index) => index)) }));
const partly = (successful: object[], failed: object[] = []) =>
  answer(200, JSON.stringify({ Successful: successful, Failed: failed }));
const enqueue = (name: string, signal = AbortSignal.timeout(3_500)): Promise<void> =>
  queue.enqueue(uploadMessage(name), { signal });
const enqueueAll = (count: number): Promise<void>[] =>
  Array.from({ length: count }, (_, index) => enqueue(`m${index}`));

describe('createSqsQueue with messages that share calls', () => {
  it('sends those that come at once in one call, signed', async () => {
    sqs.behave(takes(3));
    await Promise.all(enqueueAll(3));
    expect(sqs.calls).toHaveLength(1);
    expect(sqs.calls[0]).toMatchObject({ target: 'AmazonSQS.SendMessageBatch', isSigned: true });
    expect(batchOf().map(({ MessageBody }) => decodeMessage(MessageBody))).toEqual(
      [0, 1, 2].map((index) => uploadMessage(`m${index}`)),
    );
  });

  it('hangs up where the only one who waits was told by another call', async () => {
    let hungUp = (): void => undefined;
    const closed = new Promise<void>((resolve) => (hungUp = resolve));
    sqs.behave((_response, socket) => socket.once('close', hungUp), takes(1));
    const enqueued = enqueue('a');
    const begin = Date.now();
    await enqueued;
    await closed;
    // Not when the call's own 5 s are over.
    expect(Date.now() - begin).toBeLessThan(4_000);
  });

  it('takes the late answer of a slow queue', async () => {
    sqs.behave(late(1_500, takes(3)));
    await Promise.all(enqueueAll(3));
    expect(batchOf()).toHaveLength(3);
  });

  it('sends at most ten in a call', async () => {
    sqs.behave(takes(10));
    await Promise.all(enqueueAll(25));
    expect(sqs.calls.map((_, call) => batchOf(call).length).sort()).toEqual([10, 10, 5].sort());
  });

  it('sends at most 1 MiB in a call', async () => {
    sqs.behave(takes(10));
    const large = (name: string): Promise<void> =>
      queue.enqueue(uploadMessage(name, { raw: { encoding: 'utf8', body: 'a'.repeat(400_000) } }), {
        signal: AbortSignal.timeout(3_500),
      });
    await Promise.all(['a', 'b', 'c'].map(large));
    // The larger call may be the later one to arrive whole.
    expect(sqs.calls.map((_, call) => batchOf(call).length).sort()).toEqual([1, 2]);
  });

  it('confirms those that SQS took, and sends the others again', async () => {
    sqs.behave(partly(took(0, 2), [{ Id: '1', Code: 'InternalError', SenderFault: false }]), takes(1));
    await Promise.all(enqueueAll(3));
    expect(batchOf(1).map(({ MessageBody }) => decodeMessage(MessageBody))).toEqual([uploadMessage('m1')]);
  });

  it('sends again what SQS throttles, though it calls that the fault of the sender', async () => {
    sqs.behave(partly(took(0), [{ Id: '1', Code: 'RequestThrottled', SenderFault: true }]), takes(1));
    await Promise.all(enqueueAll(2));
    expect(batchOf(1)).toHaveLength(1);
  });

  it('sends all together again where SQS throttles the call', async () => {
    sqs.behave(refuse(400, 'ThrottlingException'), takes(2));
    await Promise.all(enqueueAll(2));
    expect(sqs.calls.map(({ target }) => target)).toEqual(Array(2).fill('AmazonSQS.SendMessageBatch'));
    expect(batchOf(1)).toHaveLength(2);
  });

  it('sends again what SQS says nothing of', async () => {
    sqs.behave(partly(took(1)), takes(1));
    await Promise.all(enqueueAll(2));
    expect(batchOf(1)).toHaveLength(1);
  });

  it('sends each alone where SQS refuses the call for what may be the fault of one', async () => {
    sqs.behave((response) => {
      const { target, body } = sqs.calls.at(-1) ?? {};
      const isPoisonous = target !== 'AmazonSQS.SendMessage' || body?.MessageBody?.includes(uploadId('m1'));
      if (isPoisonous) refuse(400, 'InvalidMessageContents')(response, response.socket!);
      else response.end('{"MessageId":"m"}');
    });
    const settled = await Promise.allSettled(enqueueAll(3));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { code: 'ERR_NOT_DURABLE' } });
    expect(sqs.calls).toHaveLength(4);
  });

  it.each([
    ['without an id of its own', { Id: '0' }],
    ['with an empty id', { Id: '0', MessageId: '' }],
    ['as another text', { Id: '0', MessageId: 'm', MD5OfMessageBody: 'x' }],
  ])('sends again what is confirmed %s', async (_name, success) => {
    sqs.behave(partly([success]), takes(1));
    await enqueue('one');
    expect(sqs.calls).toHaveLength(2);
  });

  it('refuses at once what SQS refuses for good, and that alone', async () => {
    sqs.behave(partly(took(0), [{ Id: '1', Code: 'InvalidMessageContents', SenderFault: true }]));
    const [first, second] = enqueueAll(2);
    await expect(second).rejects.toThrow(NotDurableError);
    await expect(first).resolves.toBeUndefined();
    expect(sqs.calls).toHaveLength(1);
  });

  it('refuses all of a call that SQS refuses for good', async () => {
    sqs.behave(refuse(400, 'QueueDoesNotExist'));
    const settled = await Promise.allSettled(enqueueAll(2));
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sqs.calls).toHaveLength(1);
  });

  it.each([
    ['an answer that is no JSON', answer(200, '<html>')],
    ['results that are no list', answer(200, '{"Successful":{"Id":"0","MessageId":"m"}}')],
    ['results of another message', partly(took(7))],
  ])('confirms nothing on %s', async (_name, behaviour) => {
    sqs.behave(behaviour, behaviour, behaviour, behaviour);
    await expect(enqueue('one')).rejects.toThrow(NotDurableError);
    expect(sqs.calls).toHaveLength(4);
  });

  it('lets one give up waiting and the others go on', async () => {
    sqs.behave(silence);
    const hasty = new AbortController();
    const [first, second] = [enqueue('hasty', hasty.signal), enqueue('patient')];
    await until('the call', () => sqs.calls.length === 1);
    hasty.abort();
    await expect(first).rejects.toThrow(NotDurableError);
    sqs.behave(takes(1));
    await expect(second).resolves.toBeUndefined();
  });

  it('leaves out who gave up before the call', async () => {
    sqs.behave(takes(1));
    const hasty = new AbortController();
    const [first, second] = [enqueue('hasty', hasty.signal), enqueue('patient')];
    hasty.abort();
    await expect(first).rejects.toThrow(NotDurableError);
    await expect(second).resolves.toBeUndefined();
    expect(batchOf().map(({ MessageBody }) => decodeMessage(MessageBody))).toEqual([uploadMessage('patient')]);
  });
});
