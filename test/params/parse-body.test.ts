import { parseBody, type FieldNames, type ParsedBody } from '../../lib/params/parse-body.ts';
import { genuine } from '../helpers/vectors.ts';

const read = (body: string | Uint8Array, fieldNames?: FieldNames): ParsedBody =>
  parseBody(Buffer.from(body as string), fieldNames === undefined ? {} : { fieldNames });

describe('parseBody of genuine callbacks', () => {
  const expected: Record<string, ParsedBody> = {
    'aliyun-doc-index-php': { upload: { bucket: 'yonghu-test' }, fields: {} },
    'aliyun-doc-signedcallback-2018': {
      upload: { size: 6014, mimeType: 'image/png' },
      fields: { filename: '.snappython.png', height: '221', width: '396' },
    },
    'cloudreve-json-body': {
      upload: { size: 114020 },
      fields: {
        name: '2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg',
        source_name: '1/1_hFRtDLgM_2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg',
        pic_info: '810,539',
      },
    },
    'osd-json-type-form-template': {
      upload: { size: 5385, mimeType: 'application/octet-stream' },
      fields: { filename: 'local/var/www/zhuye.png', height: '256', width: '256' },
    },
    'python-sdk-issue-272': {
      upload: { size: 112595 },
      fields: { filename: 'zmaplex/20210407_14:31:41_286180/20200130021612_pnfqp.jpg' },
    },
    'webhooksite-json-imageinfo-null': {
      upload: {
        bucket: 'post-test',
        object: '42cf77bf-2d25-485a-947c-b9216ee079ee',
        etag: '97E1A27874032FC4B29F007C90DFA372',
        size: 31,
        mimeType: 'image/jpeg',
      },
      fields: {},
    },
  };

  it.each(genuine)('reads $id', ({ id, body }) => {
    expect(read(body)).toStrictEqual(expected[id]);
  });

  it('reads them under names of their own', () => {
    const { body } = genuine.find(({ id }) => id === 'aliyun-doc-signedcallback-2018')!;
    const names = { filename: 'object', height: 'imageInfo.height', width: 'imageInfo.width' };
    expect(read(body, names)).toStrictEqual({
      upload: { object: '.snappython.png', size: 6014, mimeType: 'image/png', imageInfo: { height: 221, width: 396 } },
      fields: {},
    });
  });
});

describe('parseBody of forms', () => {
  it.each<[string, string, ParsedBody]>([
    [
      'blank image info',
      'object=a&imageInfo.height=&imageInfo.width=&imageInfo.format=',
      { upload: { object: 'a' }, fields: {} },
    ],
    [
      'image info',
      'imageInfo.height=2&imageInfo.width=3&imageInfo.format=jpg',
      { upload: { imageInfo: { height: 2, width: 3, format: 'jpg' } }, fields: {} },
    ],
    ['spaces of both kinds', 'object=a+b%20c', { upload: { object: 'a b c' }, fields: {} }],
    ['a space alone', 'object=+', { upload: { object: ' ' }, fields: {} }],
    ['an escaped plus', 'object=a%2Bb', { upload: { object: 'a+b' }, fields: {} }],
    ['a lone percent sign', 'note=100%&object=50%25', { upload: { object: '50%' }, fields: { note: '100%' } }],
    ['non-ASCII', 'object=%E4%B8%AD&x:名=文', { upload: { object: '中' }, fields: { 'x:名': '文' } }],
    ['a quote at an end', 'object=a%20"', { upload: { object: 'a "' }, fields: {} }],
    ['an escaped name', 'my%20name=1', { upload: {}, fields: { 'my name': '1' } }],
    ['a constant alone', 'put-object-callback', { upload: {}, fields: { 'put-object-callback': '' } }],
    ['a value with equals signs', 'object=a=b==', { upload: { object: 'a=b==' }, fields: {} }],
    ['stray separators', '&&object=a&&', { upload: { object: 'a' }, fields: {} }],
    ['an empty name', '=1', { upload: {}, fields: { '': '1' } }],
    [
      'a name of Object',
      '__proto__=1&constructor=2&toString=3',
      {
        upload: {},
        fields: Object.fromEntries([
          ['__proto__', '1'],
          ['constructor', '2'],
          ['toString', '3'],
        ]),
      },
    ],
    ['an object of no octets', 'object=a&size=0', { upload: { object: 'a', size: 0 }, fields: {} }],
    ['64 bits', 'crc64=18446744073709551615', { upload: { crc64: '18446744073709551615' }, fields: {} }],
    ['an object that is called null', 'object=null', { upload: { object: 'null' }, fields: {} }],
    [
      'image info of JSON without strings',
      'size=3&imageInfo.height=null&imageInfo.width=null',
      { upload: { size: 3 }, fields: {} },
    ],
    [
      'every variable',
      'bucket=b&object=o&etag=E&size=1&mimeType=t%2Fp&crc64=1&contentMd5=m%3D%3D&vpcId=v&clientIp=1.2.3.4&reqId=r&operation=PutObject',
      {
        upload: {
          bucket: 'b',
          object: 'o',
          etag: 'E',
          size: 1,
          mimeType: 't/p',
          crc64: '1',
          contentMd5: 'm==',
          vpcId: 'v',
          clientIp: '1.2.3.4',
          reqId: 'r',
          operation: 'PutObject',
        },
        fields: {},
      },
    ],
  ])('reads %s', (_name, body, expected) => {
    expect(read(body)).toStrictEqual(expected);
  });

  it.each<[string, string, ParsedBody]>([
    ['& within quotes', 'object="a&b.png"&size=3', { upload: { object: 'a&b.png', size: 3 }, fields: {} }],
    ['& within quotes, at the end', 'size=3&object="a&b"', { upload: { object: 'a&b', size: 3 }, fields: {} }],
    ['= within quotes', 'object="a=b"&size=3', { upload: { object: 'a=b', size: 3 }, fields: {} }],
    ['an escaped quote', 'object="a\\"&b"&size=3', { upload: { object: 'a"&b', size: 3 }, fields: {} }],
    ['an escaped backslash', 'object="a\\\\"&size=3', { upload: { object: 'a\\', size: 3 }, fields: {} }],
    ['an escaped character', 'object="\\u4e2d"', { upload: { object: '中' }, fields: {} }],
    ['half of one', 'object="\\u4e2"', { upload: { object: '"\\u4e2"' }, fields: {} }],
    ['bare null', 'object="a"&imageInfo.height=null&x=null', { upload: { object: 'a' }, fields: { x: null } }],
    ['a plus as itself', 'object="a+b%20c"', { upload: { object: 'a+b%20c' }, fields: {} }],
    ['a quoted name without a value', 'a&"b"&c="d"', { upload: {}, fields: { a: '', '"b"': '', c: 'd' } }],
    ['a control character that JSON allows', 'object="a\x7f\x85"', { upload: { object: 'a\x7f\x85' }, fields: {} }],
    ['one that it does not', 'object="a\x01"', { upload: { object: '"a\x01"' }, fields: {} }],
    ['an empty string', 'object="a"&vpcId=""', { upload: { object: 'a' }, fields: {} }],
    ['a string that is open', 'object="a&size=3', { upload: { object: '"a', size: 3 }, fields: {} }],
    ['a string with more behind it', 'object="a"b&size=3', { upload: { object: '"a"b', size: 3 }, fields: {} }],
    ['a string with more before it', 'object="a"&x=b"c"', { upload: { object: 'a' }, fields: { x: 'b"c"' } }],
    ['a string that is no JSON', 'object="\\x"&size=3', { upload: { object: '"\\x"', size: 3 }, fields: {} }],
  ])('reads a form that was rendered as JSON: %s', (_name, body, expected) => {
    expect(read(body)).toStrictEqual(expected);
  });
});

describe('parseBody of JSON', () => {
  it.each<[string, string, ParsedBody]>([
    ['spaces around', ' \r\n\t{"object":"a"} ', { upload: { object: 'a' }, fields: {} }],
    ['an empty object', '{}', { upload: {}, fields: {} }],
    ['bare null', '{"object":"a","contentMd5":null,"x":null}', { upload: { object: 'a' }, fields: { x: null } }],
    ['numbers', '{"size":3,"imageInfo.height":2}', { upload: { size: 3, imageInfo: { height: 2 } }, fields: {} }],
    ['numbers as text', '{"size":"3"}', { upload: { size: 3 }, fields: {} }],
    ['text as numbers', '{"bucket":1,"crc64":12}', { upload: { bucket: '1', crc64: '12' }, fields: {} }],
    ['64 bits bare', '{"crc64":18446744073709551615}', { upload: { crc64: '18446744073709551615' }, fields: {} }],
    ['64 bits as text', '{"crc64":"18446744073709551615"}', { upload: { crc64: '18446744073709551615' }, fields: {} }],
    [
      'nested image info',
      '{"imageInfo":{"height":2,"width":3,"format":"png"}}',
      { upload: { imageInfo: { height: 2, width: 3, format: 'png' } }, fields: {} },
    ],
    ['blank image info', '{"imageInfo":{"height":null,"width":null,"format":null}}', { upload: {}, fields: {} }],
    ['image info that is null', '{"imageInfo":null}', { upload: {}, fields: {} }],
    ['image info that is something else', '{"imageInfo":[1]}', { upload: {}, fields: { imageInfo: [1] } }],
    ['image info that is text', '{"imageInfo":"jpg"}', { upload: {}, fields: { imageInfo: 'jpg' } }],
    ['unknown image info', '{"imageInfo":{"orientation":1}}', { upload: {}, fields: { 'imageInfo.orientation': 1 } }],
    [
      'numbers of a field that keep their value',
      '{"a":1.50,"b":1e3,"c":-0.25}',
      { upload: {}, fields: { a: 1.5, b: 1000, c: -0.25 } },
    ],
    [
      'numbers of a field that would not',
      '{"a":12345678901234567890,"b":1e400}',
      { upload: {}, fields: { a: '12345678901234567890', b: '1e400' } },
    ],
    [
      'names of Object',
      '{"__proto__":{"bucket":"x"},"constructor":1}',
      {
        upload: {},
        fields: Object.fromEntries([
          ['__proto__', { bucket: 'x' }],
          ['constructor', 1],
        ]) as Record<string, unknown>,
      },
    ],
    [
      '30 levels',
      `{"a":${'['.repeat(29)}${']'.repeat(29)}}`,
      { upload: {}, fields: { a: JSON.parse('['.repeat(29) + ']'.repeat(29)) as unknown } },
    ],
    ['escapes', '{"object":"\\u4e2d\\/\\"\\n"}', { upload: { object: '中/"\n' }, fields: {} }],
    ['a field twice, the last', '{"a":1,"a":2}', { upload: {}, fields: { a: 2 } }],
    [
      'a name twice that is nested elsewhere',
      '{"size":1,"a":{"size":2,"b":{"size":3}}}',
      { upload: { size: 1 }, fields: { a: { size: 2, b: { size: 3 } } } },
    ],
    [
      'a name of image info that is nested once more',
      '{"imageInfo":{"height":1,"x":{"height":2}},"a":1.5}',
      { upload: { imageInfo: { height: 1 } }, fields: { 'imageInfo.x': { height: 2 }, a: 1.5 } },
    ],
    ['braces within strings', '{"a":"{\\"size\\":1,","size":1}', { upload: { size: 1 }, fields: { a: '{"size":1,' } }],
  ])('reads %s', (_name, body, expected) => {
    expect(read(body)).toStrictEqual(expected);
  });
});
