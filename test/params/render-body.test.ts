import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { renderBody } from '../../lib/params/render-body.ts';
import { codePoint } from '../helpers/arbitraries.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const vector = (name: string): string =>
  (JSON.parse(readFileSync(`events/vectors/${name}.json`, 'utf8')) as { body: string }).body;

describe(renderBody, () => {
  it("gives the documentation's sample body, octet for octet", () => {
    const template =
      'bucket=${bucket}&object=${object}&etag=${etag}&size=${size}&mimeType=${mimeType}&imageInfo.height=${imageInfo.height}' +
      '&imageInfo.width=${imageInfo.width}&imageInfo.format=${imageInfo.format}&x:var1=${x:my_var}';
    const body = renderBody(
      template,
      {
        bucket: 'callback-test',
        object: 'test.txt',
        etag: 'D8E8FCA2DC0F896FD7CB4CB0031BA249',
        size: 5,
        mimeType: 'text/plain',
        'x:my_var': 'for-callback-test',
      },
      FORM,
    );
    expect(body).toBe(
      'bucket=callback-test&object=test.txt&etag=D8E8FCA2DC0F896FD7CB4CB0031BA249&size=5&mimeType=text%2Fplain' +
        '&imageInfo.height=&imageInfo.width=&imageInfo.format=&x:var1=for-callback-test',
    );
    expect(body).toHaveLength(181);
  });

  it.each([
    {
      name: 'cloudreve-json-body',
      template:
        '{"name":${x:fname},"source_name":${object},"size":${size},"pic_info":"${imageInfo.width},${imageInfo.height}"}',
      bodyType: JSON_TYPE,
      values: {
        'x:fname': '2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg',
        object: '1/1_hFRtDLgM_2f7b2ccf30e9270ea920f1ab8a4037a546a2f0d5.jpg',
        size: 114020,
        'imageInfo.width': 810,
        'imageInfo.height': 539,
      },
    },
    {
      name: 'osd-json-type-form-template',
      template:
        'filename=${object}&size=${size}&mimeType=${mimeType}&height=${imageInfo.height}&width=${imageInfo.width}',
      bodyType: JSON_TYPE,
      values: {
        object: 'local/var/www/zhuye.png',
        size: '5385',
        mimeType: 'application/octet-stream',
        'imageInfo.height': '256',
        'imageInfo.width': '256',
      },
    },
    {
      name: 'webhooksite-json-imageinfo-null',
      template:
        '{"bucket":${bucket},"object":${object},"etag":${etag},"size":${size},"mimeType":${mimeType},"imageInfo":${imageInfo}}',
      bodyType: JSON_TYPE,
      values: {
        bucket: 'post-test',
        object: '42cf77bf-2d25-485a-947c-b9216ee079ee',
        etag: '97E1A27874032FC4B29F007C90DFA372',
        size: 31,
        mimeType: 'image/jpeg',
      },
    },
    {
      name: 'python-sdk-issue-272',
      template: 'filename=${object}&size=${size}',
      bodyType: FORM,
      values: { object: 'zmaplex/20210407_14:31:41_286180/20200130021612_pnfqp.jpg', size: 112595 },
    },
    {
      name: 'aliyun-doc-signedcallback-2018',
      template:
        'filename=${object}&size=${size}&mimeType=${mimeType}&height=${imageInfo.height}&width=${imageInfo.width}',
      bodyType: FORM,
      values: {
        object: '.snappython.png',
        size: 6014,
        mimeType: 'image/png',
        'imageInfo.height': 221,
        'imageInfo.width': 396,
      },
    },
  ] as const)('gives the body that OSS sent: $name', ({ name, template, bodyType, values }) => {
    expect(renderBody(template, values, bodyType)).toBe(vector(name));
  });

  it.each([
    {
      name: 'reserved characters',
      value: "a b+c~*!'()/?#[]@&=",
      form: 'a%20b%2Bc~%2A%21%27%28%29%2F%3F%23%5B%5D%40%26%3D',
    },
    { name: 'Chinese', value: '图', form: '%E5%9B%BE' },
    { name: 'emoji', value: '😀', form: '%F0%9F%98%80' },
    { name: 'half of a surrogate pair', value: '\ud83d', form: '%EF%BF%BD' },
  ])('percent-encodes $name in a form body', ({ value, form }) => {
    expect(renderBody('a=${object}', { object: value }, FORM)).toBe(`a=${form}`);
  });

  it('writes a space as + on request, and a plus never so', () => {
    expect(renderBody('${object}', { object: 'a b+%20' }, FORM, { space: '+' })).toBe('a+b%2B%2520');
  });

  it('copies what is not a variable as it is', () => {
    expect(renderBody('a b=$(object)&${object', { object: 'x' }, FORM)).toBe('a b=$(object)&${object');
  });

  it.each([
    {
      name: 'a string with its quotes',
      template: '${object}',
      values: { object: 'a"\\\n图/' },
      body: '"a\\"\\\\\\n图/"',
    },
    { name: 'a number bare', template: '${size}', values: { size: 0 }, body: '0' },
    {
      name: 'null for a number that is none',
      template: '${imageInfo.width}',
      values: { 'imageInfo.width': 'x' },
      body: 'null',
    },
    { name: 'null for a number with a fraction', template: '${size}', values: { size: '1.5' }, body: 'null' },
    { name: 'null for what is unknown', template: '${nope}', values: {}, body: 'null' },
    { name: 'null for what Object.prototype has', template: '${toString}', values: {}, body: 'null' },
    { name: 'null for a blank system variable', template: '${vpcId}', values: { vpcId: '' }, body: 'null' },
    { name: 'an empty custom variable as sent', template: '${x:a}', values: { 'x:a': '' }, body: '""' },
    { name: 'a custom number as the text that it is', template: '${x:a}', values: { 'x:a': '7' }, body: '"7"' },
    {
      name: 'a 64-bit checksum as text',
      template: '${crc64}',
      values: { crc64: '18446744073709551615' },
      body: '"18446744073709551615"',
    },
    { name: 'inside of quotes, too', template: '{"a":"${object}"}', values: { object: 'b' }, body: '{"a":""b""}' },
  ] as { name: string; template: string; values: Record<string, string | number>; body: string }[])(
    'writes into a JSON body $name',
    ({ template, values, body }) => {
      expect(renderBody(template, values, JSON_TYPE)).toBe(body);
    },
  );

  it('gives back every value that it was given, in JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), fc.nat(), (object, size) => {
        const body = renderBody('{"o":${object},"x":${x:v},"s":${size}}', { object, 'x:v': object, size }, JSON_TYPE);
        expect(JSON.parse(body)).toEqual({ o: object === '' ? null : object, x: object, s: size });
      }),
    );
  });

  it('gives back every well-formed value that it was given, in a form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('%20', '+'), (object, space) => {
        const body = renderBody('o=${object}&x=${x:v}', { object, 'x:v': object }, FORM, { space });
        expect([...new URLSearchParams(body)]).toEqual([
          ['o', object],
          ['x', object],
        ]);
      }),
    );
  });
});
