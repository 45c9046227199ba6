import type { CallbackInput } from '../../../lib/params/callback-input.ts';
import { readSource } from '../../../lib/params/input/read-source.ts';

const FORM = '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}"}';
const OBJECT = "{ callbackUrl: 'http://a.com', callbackBody: 'bucket=${bucket}' }";
const b64 = (text: string): string => Buffer.from(text).toString('base64');

interface Case {
  readonly name: string;
  readonly source: string;
  readonly callback?: string;
  readonly vars?: string;
  readonly unseen?: CallbackInput['unseen'];
}

const CASES: readonly Case[] = [
  { name: 'variables alone', source: "const v = { 'x:a': 'b' };", vars: '{"x:a":"b"}' },
  {
    name: 'JSON behind spaces',
    source: `cb = ' \n${FORM}'; v = ' { "x:a":"b"}'`,
    callback: ` \n${FORM}`,
    vars: ' { "x:a":"b"}',
  },
  {
    name: 'JSON, not a log line that quotes some',
    source: `log('callback:{"callbackUrl":"b"}'); log('vars:{"x:a":"c"}'); cb = '${FORM}'; v = '{"x:a":"b"}'`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'the object with the URL or the body, not one with the type alone, or with names that only look alike',
    source: `const defaults = { callbackBodyType: 'application/json' }; const old = { old_callbackUrl: 'b' }; const cb = ${OBJECT}`,
    callback: FORM,
  },
  {
    name: 'assignments, not those of names that only look alike',
    source:
      "old_callbackUrl = 'b'; callbackUrls = 'c'; cb.callbackUrl = 'http://a.com'; cb.callbackBody = 'bucket=${bucket}'; n = f;",
    callback: FORM,
  },
  {
    name: 'the first object of variables, not a later one',
    source: `cb = ${OBJECT}; v = { 'x:a': 'b' }; other = { 'x:c': 'd' };`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'the variables among other names',
    source: `upload({ name: 'n', 'x:a': 'b', 'x:c': d, 'ax:': 'e' }); cb = ${OBJECT};`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: "base64 of the variables before the callback's, behind other literals",
    source: `f('x'); h['x-oss-callback-var'] = '${b64('{"x:a":"b"}')}'; h['x-oss-callback'] = '${b64(FORM)}'`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'the URL and the body from elsewhere, of which alone the reader is told',
    source: "cb = { callbackUrl: f, callbackBody: g, callbackBodyType: h, old_callbackUrl: i, callbackHost: 'h' }",
    callback: '{"callbackHost":"h"}',
    unseen: ['callbackUrl', 'callbackBody'],
  },
  {
    name: 'the type from elsewhere, of which nobody has to be told',
    source: "cb = { callbackUrl: 'http://a.com', callbackBodyType: h }",
    callback: '{"callbackUrl":"http://a.com"}',
  },
];

describe(readSource, () => {
  it.each(CASES)('takes $name', ({ source, callback, vars, unseen }) => {
    expect(readSource(source)).toStrictEqual({
      kind: 'source',
      text: source,
      isWhole: true,
      ...(unseen && { unseen }),
      parameters: { header: callback && b64(callback), headerVar: vars && b64(vars) },
    });
  });

  it('does not take a request of another kind for the options of ali-oss', () => {
    expect(readSource("fetch({ url: 'http://a.com', body: 'a=b' })")).toBeUndefined();
  });

  it('reads 32 KiB, and nothing behind them', () => {
    const source = `callback = '${b64(FORM)}'`.padStart(32 * 1024);
    expect(readSource(`${source}; v = { 'x:a': 'b' }`)?.parameters).toStrictEqual({
      header: b64(FORM),
      headerVar: undefined,
    });
    expect(readSource(` ${source}`)?.parameters).toBeUndefined();
  });
});
