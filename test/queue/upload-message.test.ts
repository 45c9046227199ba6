import fc from 'fast-check';
import { MessageInvalidError } from '../../lib/errors.ts';
import { decodeMessage, encodeMessage, type UploadMessage } from '../../lib/queue/upload-message.ts';
import { codePoint } from '../helpers/arbitraries.ts';
import { uploadMessage } from '../helpers/upload-messages.ts';

const text = fc.string({ unit: codePoint });
const option = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
/** Any message that a receiver can make: what is absent is left out. */
const message = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{64}$/),
    receivedAt: fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    requestId: text,
    traceId: option(text),
    problem: option(text),
    fields: option(fc.dictionary(fc.oneof(text, fc.constant('__proto__')), fc.jsonValue())),
    upload: fc.record({
      bucket: option(text),
      object: option(text),
      size: option(count),
      imageInfo: option(fc.record({ height: option(count), width: option(count), format: option(text) })),
    }),
    raw: fc.record({
      contentType: option(text),
      encoding: fc.constantFrom('utf8' as const, 'base64' as const),
      body: text,
    }),
  })
  // As on the wire: no undefined, no minus zero.
  .map((parts) => JSON.parse(JSON.stringify({ v: 1, ...parts })) as UploadMessage);

describe('encodeMessage and decodeMessage', () => {
  it('give back any message', () => {
    fc.assert(
      fc.property(message, (given) => {
        const encoded = encodeMessage(given, 1_048_576);
        expect(decodeMessage(encoded)).toEqual(given);
        // Characters that SQS takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
        expect(encoded).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
      }),
    );
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['a text', '"x"'],
    ['nothing', ''],
    ['a version that is not known', JSON.stringify({ ...uploadMessage('a'), v: 2 })],
    ['no version', JSON.stringify({ ...uploadMessage('a'), v: undefined })],
    ['an id that is none', JSON.stringify({ ...uploadMessage('a'), id: 'x' })],
    ['a date that is none', JSON.stringify({ ...uploadMessage('a'), receivedAt: 'yesterday' })],
    ['a size that is none', JSON.stringify({ ...uploadMessage('a'), upload: { size: -1 } })],
    ['no upload', JSON.stringify({ ...uploadMessage('a'), upload: undefined })],
    ['fields that are none', JSON.stringify({ ...uploadMessage('a'), fields: [] })],
    ['another encoding', JSON.stringify({ ...uploadMessage('a'), raw: { encoding: 'utf16', body: '' } })],
  ])('refuse %s', (_name, json) => {
    expect(() => decodeMessage(json)).toThrow(MessageInvalidError);
  });

  it('name what is wrong', () => {
    expect(() => decodeMessage(JSON.stringify({ ...uploadMessage('a'), upload: { size: -1 } }))).toThrow(
      /upload\.size/,
    );
    expect(() => decodeMessage('null')).toThrow(/message:/);
  });

  it('refuse anything or give a message, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (json) => {
        expect(() => decodeMessage(json)).toThrow(MessageInvalidError);
      }),
    );
  });
});
