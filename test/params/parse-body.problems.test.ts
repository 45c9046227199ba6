import { parseBody } from '../../lib/params/parse-body.ts';

describe('parseBody of escapes that are no UTF-8', () => {
  it.each(['object=%C4%E3.jpg', 'object=%c4%e3.jpg&bucket=b', 'o=1&object=%E9', 'object=%C4%EF%BF%BD'])(
    'says so of a variable of OSS: %s',
    (body) => {
      expect(parseBody(body).problem).toBe('object is not UTF-8');
    },
  );

  it.each(['object=%EF%BF%BD.jpg', 'object="\\ufffd.png"&size=3', 'object=\uFFFD', 'x:a=%C4%E3&object=a'])(
    'says nothing of %s',
    (body) => {
      expect(parseBody(body).problem).toBeUndefined();
    },
  );
});

describe('parseBody of JSON that is no object', () => {
  it.each([
    '[{"bucket":"b","object":"o"}]',
    'null',
    ' true\n',
    '3',
    '-1.5e3',
    '"text"',
    '"bucket":"b","object":"o"',
    ' [',
  ])('says so: %j', (body) => {
    expect(parseBody(body)).toEqual({ upload: {}, fields: {}, problem: 'the body is JSON, but no object' });
  });

  it.each(['put-object-callback', 'nullable', '3=4', 'object="a.png"&size=3'])(
    'takes a constant or a form: %j',
    (body) => {
      expect(parseBody(body).problem).toBeUndefined();
    },
  );
});
