import { parseBody, type FieldNames, type ParsedBody } from '../../lib/params/parse-body.ts';

const read = (body: string | Uint8Array, fieldNames?: FieldNames): ParsedBody =>
  parseBody(Buffer.from(body as string), fieldNames === undefined ? {} : { fieldNames });

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

describe('parseBody of what cannot be relied on', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'the body is empty'],
    ['spaces', ' \n', 'the body is empty'],
    ['octets that are no UTF-8', Buffer.from([0x61, 0xff]), 'the body is not UTF-8'],
    ['half a character', Buffer.from([0x61, 0x3d, 0xe4, 0xb8]), 'the body is not UTF-8'],
    ['broken JSON', '{"filename","ipa/a.png"}', 'the body begins with { but is not JSON'],
    ['quotes twice', '{"object":""a/b.png""}', 'the body begins with { but is not JSON'],
    ['more behind JSON', '{"a":1}x', 'the body begins with { but is not JSON'],
    ['a comma too many', '{"a":1,}', 'the body begins with { but is not JSON'],
    ['depth without end', '{"a":'.repeat(40_000), 'the body begins with { but is not JSON'],
    ['arrays without end', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'the body is nested too deeply'],
    ['31 levels', `{"a":${'['.repeat(30)}${']'.repeat(30)}}`, 'the body is nested too deeply'],
    ['31 levels, read exactly', `{"a":1.5,"b":${'['.repeat(30)}${']'.repeat(30)}}`, 'the body is nested too deeply'],
    [
      'more levels than the stack, read exactly',
      `{"a":1.5,"b":${'['.repeat(90_000)}${']'.repeat(90_000)}}`,
      'the body is nested too deeply',
    ],
    [
      'more levels than the stack, without an end, read exactly',
      `{"a":1.5,"b":${'['.repeat(90_000)}`,
      'the body is nested too deeply',
    ],
    ['a form variable twice', 'size=1&size=1', 'size is given twice'],
    ['a form variable twice, once escaped', 'size=1&si%7Ae=2', 'size is given twice'],
    ['a JSON variable twice', '{"size":1,"size":2}', 'size is given twice'],
    ['a JSON variable twice, alike', '{"size":1,"size":1}', 'size is given twice'],
    ['a JSON variable twice, once escaped', '{"size":1,"si\\u007ae":1}', 'size is given twice'],
    ['nested image info twice', '{"imageInfo":{"height":1,"height":1}}', 'imageInfo.height is given twice'],
    [
      'image info nested and dotted',
      '{"imageInfo":{"height":1},"imageInfo.height":1}',
      'imageInfo.height is given twice',
    ],
    [
      'image info nested and dotted, once no count',
      '{"imageInfo":{"height":"x"},"imageInfo.height":1}',
      'imageInfo.height is given twice',
    ],
    ['a variable twice beside image info', '{"size":1,"size":2,"imageInfo":{"height":1}}', 'size is given twice'],
    [
      'image info itself twice',
      '{"size":1,"imageInfo":{"height":1},"imageInfo":{"width":1}}',
      'imageInfo.width is given twice',
    ],
    ['a blank variable twice', 'vpcId=&vpcId=', 'vpcId is given twice'],
    ['a size that is text', 'size=big', 'size is not a count'],
    ['a negative size', 'size=-1', 'size is not a count'],
    ['a size in a list', '{"size":[5]}', 'size is not a count'],
    ['half a size', '{"size":1.5}', 'size is not a count'],
    ['a huge size', '{"size":1e300}', 'size is not a count'],
    ['a size beyond what numbers hold', 'size=9007199254740993', 'size is not a count'],
    ['a size with more digits than any', `size=${'1'.repeat(1_000)}`, 'size is not a count'],
    ['a hexadecimal size', 'size=0x10', 'size is not a count'],
    ['a size that is an object', '{"size":{}}', 'size is not a count'],
    ['a size that is true', '{"size":true}', 'size is not a count'],
    ['a bucket that is an array', '{"bucket":["b"]}', 'bucket is not a text'],
    ['several faults', '{"size":-1,"bucket":{},"x":1}', 'size is not a count; bucket is not a text'],
  ])('names the problem: %s', (_name, body, problem) => {
    const parsed = read(body);
    expect(parsed.problem).toBe(problem);
    // A variable with a problem has no value that somebody could rely on.
    for (const name of ['size', 'bucket'] as const) {
      if (problem.includes(`${name} is not`)) expect(parsed.upload).not.toHaveProperty(name);
    }
  });

  it('names a variable that comes under two names', () => {
    expect(read('object=a&filename=b', { filename: 'object' }).problem).toBe('object is given twice');
  });

  it('keeps what was understood beside a problem', () => {
    expect(read('size=big&bucket=b&x=1')).toStrictEqual({
      upload: { bucket: 'b' },
      fields: { x: '1' },
      problem: 'size is not a count',
    });
  });

  it('does not change the prototype of anything', () => {
    const { upload, fields } = read('{"__proto__":{"polluted":1},"imageInfo":{"__proto__":{"height":9}}}');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.getPrototypeOf(upload)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('polluted');
    expect(upload.imageInfo?.height).toBeUndefined();
  });

  it('does not read a name of Object as one that is configured', () => {
    expect(read('constructor=1&toString=2', { filename: 'object' }).upload).toStrictEqual({});
  });
});
