import { readJson } from '../../../lib/params/input/read-json.ts';
import { CALLBACK, CALLBACK64, parametersWith, VARS64 } from '../../helpers/callback-texts.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');

describe(readJson, () => {
  it.each([
    { text: CALLBACK, json: CALLBACK },
    { text: `\uFEFF ${CALLBACK}\n`, json: CALLBACK },
    { text: '{"callbackUrl":"\uFEFFhttp://a.com"}', json: '{"callbackUrl":"\uFEFFhttp://a.com"}' },
    { text: '{"callbackHost":"h","x:a":"b"}', json: '{"callbackHost":"h","x:a":"b"}' },
    { text: '{"x:a":"b","callbackUrl":"http://a.com"}', json: '{"x:a":"b","callbackUrl":"http://a.com"}' },
    { text: '{"callbackUrl":"a","callback-var":"b"}', json: '{"callbackUrl":"a","callback-var":"b"}' },
    { text: '{"old-callback":"a","callback-var":"b"}', json: '{"old-callback":"a","callback-var":"b"}' },
    { text: '"callbackUrl":"a",', json: '"callbackUrl":"a",' },
    { text: '{', json: '{' },
  ])('reads a callback: $text', ({ text, json }) => {
    expect(readJson(text)).toStrictEqual({ kind: 'json', text, isWhole: false, parameters: { header: b64(json) } });
  });

  it.each(['{"x:a":"b"}', '{\n  "X:a": "b"\n}', '"x:a": "b"', '{"x:a":"callback"'])('reads variables: %s', (text) => {
    expect(readJson(text)).toStrictEqual({ kind: 'json', text, isWhole: false, parameters: { headerVar: b64(text) } });
  });

  it.each([
    {
      name: 'headers beside others',
      value: { Host: 'b', 'X-Oss-Callback': CALLBACK64, 'x-oss-callback-var': VARS64, 'x:a': 'b' },
      found: { parameters: parametersWith({ header: CALLBACK64, headerVar: VARS64 }) },
    },
    {
      name: 'fields of a form, only those that are text',
      value: { callback: CALLBACK64, 'x:a': 'b', 'x:n': 1, policy: null },
      found: { parameters: parametersWith({ form: CALLBACK64 }), formVars: { 'x:a': 'b' } },
    },
    {
      name: 'fields of a form beside one that is named like a header',
      value: { Policy: 'e30=', 'old-x-oss-callback': 'a' },
      found: { parameters: parametersWith({}), formVars: {}, policy: 'e30=' },
    },
  ])('reads $name', ({ value, found }) => {
    const text = JSON.stringify(value);
    expect(readJson(text)).toStrictEqual({ kind: 'form', text, isWhole: true, ...found });
  });

  it.each(['["callbackUrl"]', '"x"', 'a {"callbackUrl":"b"}', ''])('reads nothing in: %s', (text) => {
    expect(readJson(text)).toBeUndefined();
  });
});
