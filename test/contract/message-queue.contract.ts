import fc from 'fast-check';
import { MessageTooLargeError } from '../../lib/errors.ts';
import type { MessageQueue } from '../../lib/queue/message-queue.ts';
import { decodeMessage, type UploadMessage } from '../../lib/queue/upload-message.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

/** A queue, and the other end of it. */
export interface QueueUnderTest {
  readonly queue: MessageQueue;
  /** Takes what is in the queue, as a worker would; some of it at least, where there is any. */
  take(): Promise<string[]>;
  stop(): Promise<void>;
}

const { signal } = new AbortController();
const withBody = (body: string, fields = {}): UploadMessage =>
  uploadMessage('large', { fields, raw: { encoding: 'utf8', body } });

/** What every queue that keeps messages must do. */
export function testMessageQueue(
  name: string,
  create: () => Promise<QueueUnderTest>,
  /** Octets of the largest message. */
  maxBytes = 1_048_576,
): void {
  describe(`MessageQueue contract: ${name}`, () => {
    let given: QueueUnderTest;
    beforeAll(async () => {
      given = await create();
    });
    afterAll(() => given.stop());

    const waiting: string[] = [];
    async function takeAll(count: number): Promise<string[]> {
      while (waiting.length < count) waiting.push(...(await given.take()));
      return waiting.splice(0, count);
    }
    const pass = async (message: UploadMessage): Promise<UploadMessage> => {
      await given.queue.enqueue(message, { signal });
      return decodeMessage((await takeAll(1))[0]!);
    };

    it('delivers what was enqueued', async () => {
      const message = uploadMessage('one', { problem: 'a problem', traceId: 'trace-1' });
      expect(await pass(message)).toEqual(message);
    });

    it.each([
      ['non-ASCII', '中文/naïve 😀.png'],
      ['controls', '\u0000\u0001\t\r\n\u007f\u0085\u2028\u2029'],
      ['characters that SQS refuses unescaped', '\ufffe\uffff\ud83d\ude00'],
      ['lone surrogates', '\ud800x\udfff'],
      ['markup', '<a b="c">&amp;\'</a>'],
      ['a template', '${object} %s {0}'],
    ])('delivers %s as it was', async (_name, object) => {
      const message = uploadMessage('text', { upload: { object }, raw: { encoding: 'utf8', body: object } });
      expect(await pass(message)).toEqual(message);
    });

    it('delivers any text as it was', async () => {
      const text = fc.string({ unit: codePoint, maxLength: 50 });
      await fc.assert(
        fc.asyncProperty(text, text, async (object, field) => {
          const message = uploadMessage('any', { upload: { object }, fields: { [field]: object } });
          expect(await pass(message)).toEqual(message);
        }),
        { numRuns: 25 },
      );
    });

    it('delivers many that come at once, each of them', async () => {
      const messages = Array.from({ length: 50 }, (_, index) => uploadMessage(`many-${index}`));
      await Promise.all(
        messages.map((message) => given.queue.enqueue(message, { signal: new AbortController().signal })),
      );
      const taken = (await takeAll(50)).map((body) => decodeMessage(body).id);
      expect(taken.sort()).toEqual(messages.map(({ id }) => id).sort());
    });

    it('delivers what was enqueued twice at least once', async () => {
      const message = uploadMessage('twice');
      await given.queue.enqueue(message, { signal });
      expect(await pass(message)).toEqual(message);
      await takeAll(1);
    });

    it('leaves the fields out where the message would not fit, for the worker to read again', async () => {
      const message = withBody('a'.repeat(maxBytes / 2), { copy: 'a'.repeat(maxBytes / 2) });
      expect(await pass(message)).toEqual({ ...message, fields: undefined });
    });

    it('takes a message that is exactly as large as may be, and refuses one octet more', async () => {
      const overhead = Buffer.byteLength(JSON.stringify(withBody('')));
      const message = withBody('a'.repeat(maxBytes - overhead));
      expect(await pass(message)).toEqual(message);
      const lean = overhead - Buffer.byteLength(',"fields":{}');
      await expect(given.queue.enqueue(withBody('a'.repeat(maxBytes - lean + 1)), { signal })).rejects.toThrow(
        MessageTooLargeError,
      );
    });

    it('counts octets, not characters', async () => {
      const message = withBody('中'.repeat(maxBytes / 2));
      await expect(given.queue.enqueue(message, { signal })).rejects.toMatchObject({
        code: 'ERR_MESSAGE_TOO_LARGE',
        maxBytes: maxBytes,
      });
    });
  });
}
