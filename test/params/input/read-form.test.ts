import { readForm } from '../../../lib/params/input/read-form.ts';
import { CALLBACK64, parametersWith } from '../../helpers/callback-texts.ts';

const PARTS = [
  ['Content-Disposition: form-data; name="callback"', '', CALLBACK64],
  ['content-disposition: form-data; name="x:a"', 'Content-Type: text/plain', 'X-Other: 1', '', 'b', 'c'],
  ['Content-Disposition: form-data; name="x:photo"; filename="a.jpg"', '', 'x'],
  ['Content-Disposition: form-data; name="x:scan";filename="b.jpg"', 'Content-Type: image/jpeg', '', 'x'],
  ['Content-Disposition: form-data; name="x:empty"', '', ''],
];
const multipart = (lineBreak: string): string =>
  [...PARTS.flatMap((lines) => ['--B', ...lines]), '--B--', ''].join(lineBreak);

describe(readForm, () => {
  it.each(['\r\n', '\n'])('reads the fields of a multipart body, not its files, with line breaks %j', (lineBreak) => {
    const text = multipart(lineBreak);
    expect(readForm(text)).toStrictEqual({
      kind: 'form',
      text,
      isWhole: true,
      parameters: parametersWith({ form: CALLBACK64 }),
      formVars: { 'x:a': `b${lineBreak}c`, 'x:empty': '' },
    });
  });

  it.each([
    { written: 'a&quot;b', value: 'a"b' },
    { written: 'a&#34;b', value: 'a"b' },
    { written: 'a&apos;b', value: "a'b" },
    { written: 'a&#39;b', value: "a'b" },
    { written: 'a&lt;b&GT;c', value: 'a<b>c' },
    { written: 'a&amp;lt;b', value: 'a&lt;b' },
    { written: 'a&copy;b', value: 'a&copy;b' },
  ])('reads an HTML form, and $written in it as $value', ({ written, value }) => {
    const text = `<form><INPUT NAME=callback VALUE="${CALLBACK64}"><input type="file"><input name='x:a' value='${written}'></form>`;
    expect(readForm(text)).toStrictEqual({
      kind: 'form',
      text,
      isWhole: true,
      parameters: parametersWith({ form: CALLBACK64 }),
      formVars: { 'x:a': value },
    });
  });

  it('reads a policy and the callback-var that OSS does not know, without the white space around them', () => {
    const text = '<textarea name="Policy" value=" e30= "></textarea><input name="callback-var" value=" e30="/>';
    expect(readForm(text)).toStrictEqual({
      kind: 'form',
      text,
      isWhole: true,
      parameters: parametersWith({}),
      formVars: {},
      policy: 'e30=',
      formCallbackVar: 'e30=',
    });
  });

  it.each(['no form', '<input name="x:a" value="b">', '<input value="callback">'])('reads nothing in: %s', (text) => {
    expect(readForm(text)).toBeUndefined();
  });
});
