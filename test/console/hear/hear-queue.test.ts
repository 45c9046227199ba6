import { hearQueue } from '../../../lib/console/hear/hear-queue.ts';

describe('hearQueue', () => {
  const sent = (body: string) => hearQueue({ type: 'sent', messageId: 'm', queue: 'uploads', body }, 5);

  it('tells of a message with the id of its upload and its octets', () => {
    const body = JSON.stringify({ v: 1, id: 'an upload', object: 'ä.png' });
    expect(sent(body)).toEqual({
      type: 'message-sent',
      at: 5,
      messageId: 'm',
      queue: 'uploads',
      uploadId: 'an upload',
      octets: { base64: Buffer.from(body).toString('base64'), bytes: Buffer.byteLength(body) },
    });
  });

  it.each(['', 'not JSON', 'null', '7', '[]', '{"id":7}'])(
    'shows the poison message %j, and knows no upload',
    (body) => {
      expect(sent(body)).toMatchObject({ type: 'message-sent', octets: { bytes: body.length } });
      expect(sent(body)).not.toHaveProperty('uploadId');
    },
  );

  it.each(['received', 'deleted'] as const)('tells that a message was %s', (type) => {
    expect(hearQueue({ type, messageId: 'm' }, 5)).toEqual({ type: `message-${type}`, at: 5, messageId: 'm' });
  });
});
