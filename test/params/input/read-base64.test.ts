import { readBase64 } from '../../../lib/params/input/read-base64.ts';
import { CALLBACK, CALLBACK64, VARS64 } from '../../helpers/callback-texts.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');
const LINES = CALLBACK64.replace(/.{20}/g, '$&\r\n');

describe(readBase64, () => {
  it.each([
    { name: 'white space and quotes around it', text: ` "${CALLBACK64}",;\n`, parameters: { header: CALLBACK64 } },
    { name: 'line breaks in it', text: LINES, parameters: { header: LINES } },
    {
      name: 'white space before its JSON',
      text: b64(`\n ${CALLBACK}`),
      parameters: { header: b64(`\n ${CALLBACK}`) },
    },
    { name: 'variables', text: VARS64, parameters: { headerVar: VARS64 } },
    {
      name: 'variables that speak of a callback, as nobody indents them',
      text: b64('{"x:callback":"b"}'),
      parameters: { headerVar: b64('{"x:callback":"b"}') },
    },
    {
      name: 'variables that speak of a callback, indented',
      text: b64('{\n  "X:callback":"b"}'),
      parameters: { headerVar: b64('{\n  "X:callback":"b"}') },
    },
    {
      name: 'a callback with JSON of variables in its body',
      text: b64('{"callbackBody":{"x:a":"b"}}'),
      parameters: { header: b64('{"callbackBody":{"x:a":"b"}}') },
    },
  ])('reads base64 with $name', ({ text, parameters }) => {
    expect(readBase64(text)).toStrictEqual({ kind: 'base64', text, isWhole: false, parameters });
  });

  it.each([
    `${CALLBACK64}, ${VARS64}`,
    `${CALLBACK64},${VARS64}`,
    `"${CALLBACK64}"${VARS64}"`,
    `!${CALLBACK64}`,
    `${CALLBACK64}!`,
    'e30',
    b64('[]'),
  ])('reads nothing in: %s', (text) => {
    expect(readBase64(text)).toBeUndefined();
  });
});
