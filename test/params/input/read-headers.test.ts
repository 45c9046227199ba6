import { readHeaders } from '../../../lib/params/input/read-headers.ts';
import { lintCallback } from '../../../lib/params/lint-callback.ts';
import { CALLBACK, CALLBACK64, parametersWith, VARS64 } from '../../helpers/callback-texts.ts';

const HEADER = parametersWith({ header: CALLBACK64 });
const RAW = parametersWith({ header: CALLBACK });
const RAW_QUERY = '{"callbackUrl":"http://a.com/?a=b","callbackBody":"a"}';

describe(readHeaders, () => {
  it.each([
    { name: 'no space behind the colon', text: `x-oss-callback:${CALLBACK64}`, isWhole: false, parameters: HEADER },
    { name: 'a space before the colon', text: `x-oss-callback : ${CALLBACK64}`, isWhole: false, parameters: HEADER },
    { name: 'an equals sign', text: `x-oss-callback =  ${CALLBACK64} `, isWhole: false, parameters: HEADER },
    { name: 'quotes', text: `"x-oss-callback" : "${CALLBACK64}",`, isWhole: false, parameters: HEADER },
    { name: 'quotes and no space', text: `'x-oss-callback':'${CALLBACK64}'`, isWhole: false, parameters: HEADER },
    {
      name: 'the other one a remark',
      text: `x-oss-callback-var: ${VARS64}\n# x-oss-callback: ${CALLBACK64}`,
      isWhole: false,
      parameters: parametersWith({ headerVar: VARS64 }),
    },
    {
      name: 'white space around each part of the request line',
      text: `\n > PUT  /k?callback=${CALLBACK64}  HTTP/1.1`,
      isWhole: true,
      parameters: parametersWith({ query: CALLBACK64 }),
    },
    {
      name: 'a request line without a query',
      text: `POST /k HTTP/2\nx-oss-callback: ${CALLBACK64}`,
      isWhole: true,
      parameters: HEADER,
    },
    {
      name: 'raw JSON in the query, with a question mark of its own',
      text: `PUT /k?callback=${RAW_QUERY} HTTP/1.1`,
      isWhole: true,
      parameters: parametersWith({ query: RAW_QUERY }),
    },
    {
      name: 'a request line that is not the first line',
      text: `x-oss-callback: ${CALLBACK64}\n\nPUT /k?callback=other HTTP/1.1`,
      isWhole: false,
      parameters: HEADER,
    },
    { name: 'raw JSON', text: `x-oss-callback: ${CALLBACK}\r\nHost: b`, isWhole: true, parameters: RAW },
    { name: 'raw JSON in quotes', text: `'x-oss-callback': '${CALLBACK}',`, isWhole: false, parameters: RAW },
    ...['', "'"].map((quote) => ({
      name: `raw JSON behind ${quote || 'no quote'}, with a line separator that ends no header`,
      text: `x-oss-callback: ${quote}{"a":"\u2028"}${quote}`,
      isWhole: false,
      parameters: parametersWith({ header: '{"a":"\u2028"}' }),
    })),
    {
      name: 'raw JSON that nobody closes',
      text: `x-oss-callback: ${CALLBACK.slice(0, -1)}\nHost: b`,
      isWhole: true,
      parameters: parametersWith({ header: CALLBACK.slice(0, -1) }),
    },
    {
      name: 'raw JSON behind a quote that nobody closes',
      text: `> "x-oss-callback": '${CALLBACK}`,
      isWhole: false,
      parameters: RAW,
    },
  ])('reads headers with $name', ({ text, isWhole, parameters }) => {
    expect(readHeaders(text)).toStrictEqual({ kind: 'headers', text, isWhole, parameters });
  });

  it.each([
    `"x-oss-callback": callback,`,
    `'x-oss-callback': callback, // as in x-oss-callback: ${CALLBACK64}`,
    `a note on x-oss-callback: ${CALLBACK64}`,
    'PUT /k HTTP/1.1\nHost: b',
    'Host: b\nDate: c',
    '',
  ])('reads nothing in: %s', (text) => {
    expect(readHeaders(text)).toBeUndefined();
  });

  it('leads to a fix for raw JSON', () => {
    const [finding] = lintCallback(`x-oss-callback: ${CALLBACK}`);
    expect(finding).toMatchObject({
      code: 'callback-is-base64',
      fix: { target: 'callback', set: { callbackUrl: 'http://a.com', callbackBody: 'bucket=${bucket}' } },
    });
  });
});
