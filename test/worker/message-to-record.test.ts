import { createHash } from 'node:crypto';
import { fieldsOf, messageToRecord } from '../../lib/worker/message-to-record.ts';
import { uploadMessage, withoutFields } from '../helpers/upload-messages.ts';

const raw = (body: string) => ({ contentType: 'text/plain', encoding: 'utf8', body }) as const;

describe('messageToRecord', () => {
  it('keeps all there is', () => {
    const ticket = { scope: 'key', nonce: 'n', expiresAt: 1 } as const;
    const message = uploadMessage('a', { traceId: 'Root=1', trust: 'ticket', ticket });
    expect({ v: 1, ...messageToRecord(message, message.fields!) }).toStrictEqual(message);
  });

  it('adds nothing to what there is', () => {
    const message = uploadMessage('a');
    expect({ v: 1, ...messageToRecord(message, message.fields!) }).toStrictEqual(message);
  });

  it('writes the time of arrival in UTC', () => {
    const message = uploadMessage('a', { receivedAt: '2026-11-02T01:00:00+08:00' });
    expect(messageToRecord(message, {}).receivedAt).toBe('2026-11-01T17:00:00.000Z');
  });

  it('keeps a body of 32 KiB, and of a larger one the hash of its octets', () => {
    expect(messageToRecord(uploadMessage('a', { raw: raw('x'.repeat(32_768)) }), {}).raw).toHaveProperty('body');
    const { raw: kept, notes } = messageToRecord(uploadMessage('a', { raw: raw('ä'.repeat(16_385)) }), {});
    expect(kept).toEqual({
      contentType: 'text/plain',
      sha256: createHash('sha256').update('ä'.repeat(16_385)).digest('hex'),
      bytes: 32_770,
    });
    expect(notes).toEqual(['raw is larger than 32768 bytes: only its hash is kept']);
  });

  it('hashes the octets that base64 stands for', () => {
    const body = Buffer.alloc(40_000, 255);
    const { raw: kept } = messageToRecord(
      uploadMessage('a', { raw: { encoding: 'base64', body: body.toString('base64') } }),
      {},
    );
    expect(kept).toStrictEqual({
      sha256: createHash('sha256').update(body).digest('hex'),
      bytes: 40_000,
    });
  });

  it('keeps fields of 128 KiB and variables of 64 KiB, as JSON has them', () => {
    const fields = { note: 'x'.repeat(131_072 - '{"note":""}'.length) };
    const upload = { object: 'x'.repeat(65_536 - '{"object":""}'.length) };
    const message = uploadMessage('a', { upload, fields });
    expect({ v: 1, ...messageToRecord(message, fields) }).toStrictEqual(message);
  });

  it('leaves out fields that are too large, and notes it', () => {
    const record = messageToRecord(uploadMessage('a'), { note: 'x'.repeat(131_072) });
    expect(record).not.toHaveProperty('fields');
    expect(record.notes).toEqual(['fields are larger than 131072 bytes: they are not kept']);
  });

  it('takes an upload whose variables are larger than OSS allows for one that cannot be understood', () => {
    const record = messageToRecord(uploadMessage('a', { upload: { object: 'x'.repeat(65_536) } }), {});
    expect(record).toMatchObject({ upload: {}, problem: "OSS's variables are larger than 65536 bytes" });
  });

  it('fits an item of the table, whatever the message holds', () => {
    const huge = 'x'.repeat(1_000_000);
    const message = uploadMessage('a', { raw: raw(huge), problem: huge, upload: { object: 'x'.repeat(65_000) } });
    expect(JSON.stringify(messageToRecord(message, { huge: 'x'.repeat(131_000) })).length).toBeLessThan(300_000);
  });
});

describe('fieldsOf', () => {
  const lean = withoutFields(uploadMessage('a', { raw: raw('filename=x&note=1') }));

  it('gives the fields of the message', () => {
    expect(fieldsOf(uploadMessage('a'), undefined)).toEqual({ 'x:album': 'a' });
  });

  it('reads them from the body where the message has none', () => {
    expect(fieldsOf(lean, undefined)).toEqual({ filename: 'x', note: '1' });
    expect(fieldsOf(lean, { filename: 'object' })).toEqual({ note: '1' });
  });

  it('reads nothing from a body that could not be understood', () => {
    expect(fieldsOf({ ...lean, problem: 'the body is empty' }, undefined)).toEqual({});
  });
});
