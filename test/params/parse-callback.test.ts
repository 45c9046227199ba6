import { CallbackInvalidError } from '../../lib/errors.ts';
import { parseCallback } from '../../lib/params/parse-callback.ts';
import { thrownBy } from '../helpers/thrown-by.ts';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');

describe(parseCallback, () => {
  it("reads the documentation's sample", () => {
    const callback =
      'eyJjYWxsYmFja1VybCI6IjEyMS40My4xMTMuODoyMzQ1Ni9pbmRleC5odG1sIiwgICJjYWxsYmFja0JvZHkiOiJidWNrZXQ9JHtidWNrZXR9Jm9iamVjdD0ke29iamVjdH0mZXRhZz0ke2V0YWd9JnNpemU9JHtzaXplfSZtaW1lVHlwZT0ke21pbWVUeXBlfSZpbWFnZUluZm8uaGVpZ2h0PSR7aW1hZ2VJbmZvLmhlaWdodH0maW1hZ2VJbmZvLndpZHRoPSR7aW1hZ2VJbmZvLndpZHRofSZpbWFnZUluZm8uZm9ybWF0PSR7aW1hZ2VJbmZvLmZvcm1hdH0mbXlfdmFyPSR7eDpteV92YXJ9In0=';
    expect(parseCallback(callback, 'eyJ4Om15X3ZhciI6ImZvci1jYWxsYmFjay10ZXN0In0=')).toStrictEqual({
      urls: ['121.43.113.8:23456/index.html'],
      body: expect.stringMatching(/^bucket=\$\{bucket\}&.*&my_var=\$\{x:my_var\}$/) as string,
      bodyType: 'application/x-www-form-urlencoded',
      sni: false,
      vars: { 'x:my_var': 'for-callback-test' },
    });
  });

  it('reads every field, and several URLs', () => {
    const callback = {
      callbackUrl: 'https://a.com;https://b.com',
      callbackHost: 'h',
      callbackBody: '{}',
      callbackBodyType: 'application/json',
      callbackSNI: true,
    };
    expect(parseCallback(base64(callback))).toStrictEqual({
      urls: ['https://a.com', 'https://b.com'],
      host: 'h',
      body: '{}',
      bodyType: 'application/json',
      sni: true,
      vars: {},
    });
  });

  it('keeps a variable that is called like a property of every object', () => {
    const { vars } = parseCallback(
      base64({ callbackUrl: 'a.com', callbackBody: 'a' }),
      Buffer.from('{"x:__proto__":"a"}').toString('base64'),
    );
    expect(Object.keys(vars)).toEqual(['x:__proto__']);
  });

  it.each([
    { name: 'nothing', callback: '', ec: '0007-00000002' },
    { name: 'no JSON', callback: 'YQ==', ec: '0007-00000003' },
    { name: 'no body', callback: base64({ callbackUrl: 'http://127.0.0.1' }), ec: '0007-00000011' },
  ])('throws what OSS would answer for $name', ({ callback, ec }) => {
    expect(thrownBy(() => parseCallback(callback))).toMatchObject({ code: 'ERR_CALLBACK_INVALID', ec });
  });

  it('throws what OSS would answer for bad variables', () => {
    const callback = base64({ callbackUrl: 'a.com', callbackBody: 'a' });
    const error = thrownBy(() => parseCallback(callback, base64({ a: 'b' })));
    expect(error).toBeInstanceOf(CallbackInvalidError);
    expect(error).toMatchObject({ argumentName: 'callback-var', argumentValue: '{"a":"b"}' });
  });
});
