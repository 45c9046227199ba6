import { parseBody } from '../../lib/params/parse-body.ts';

describe('parseBody of a byte order mark', () => {
  it.each([
    { name: 'drops it before JSON', body: '\uFEFF{"object":"a"}', object: 'a' },
    { name: 'drops it before a form', body: '\uFEFFobject=a', object: 'a' },
    { name: 'keeps it elsewhere', body: 'object=a\uFEFF', object: 'a\uFEFF' },
  ])('$name, in octets and in text', ({ body, object }) => {
    expect(parseBody(Buffer.from(body))).toStrictEqual({ upload: { object }, fields: {} });
    expect(parseBody(body)).toStrictEqual({ upload: { object }, fields: {} });
  });
});
