import type { CallbackInput } from '../../../lib/params/callback-input.ts';
import { readCurl } from '../../../lib/params/input/read-curl.ts';
import { CALLBACK, CALLBACK64, parametersWith, VARS64 } from '../../helpers/callback-texts.ts';

const HEADER = parametersWith({ header: CALLBACK64 });
const QUERY = parametersWith({ query: CALLBACK64 });
const FORM = parametersWith({ form: CALLBACK64 });
const RAW_QUERY = '{"callbackUrl":"http://a.com/?a=b","callbackBody":"a"}';

interface Case {
  readonly name: string;
  readonly command: string;
  readonly found: Omit<CallbackInput, 'kind' | 'text' | 'isWhole'>;
}

const CASES: readonly Case[] = [
  {
    name: 'headers without a URL',
    command: `curl -H 'x-oss-callback: ${CALLBACK64}' --header 'x-oss-callback-var:${VARS64}'`,
    found: { parameters: parametersWith({ header: CALLBACK64, headerVar: VARS64 }) },
  },
  {
    name: 'a header with a space before its colon, and options that lack their values',
    command: `curl -H 'x-oss-callback : ${CALLBACK64}' -F`,
    found: { parameters: HEADER },
  },
  {
    name: 'raw JSON with a variable of OSS in a header',
    command: `curl -H 'x-oss-callback: ${CALLBACK}'`,
    found: { parameters: parametersWith({ header: CALLBACK }) },
  },
  {
    name: 'the command that is left where another one is a remark',
    command: `# curl -H 'x-oss-callback: old'\n  # it's\n$  curl -H 'x-oss-callback: ${CALLBACK64}'`,
    found: { parameters: HEADER },
  },
  {
    name: 'the variables alone in a query over plain HTTP',
    command: `curl http://b/k?callback-var=${VARS64}`,
    found: { parameters: parametersWith({ queryVar: VARS64 }) },
  },
  {
    name: 'a query without a scheme beside another header with a URL',
    command: `curl -H 'Referer: http://a.com/?callback=no' b.com/k?a=b&callback=${CALLBACK64}`,
    found: { parameters: QUERY },
  },
  {
    name: 'a query before a fragment',
    command: `curl 'https://b.com/k?callback=${CALLBACK64}#part'`,
    found: { parameters: QUERY },
  },
  {
    name: 'raw JSON in a query, with a question mark of its own',
    command: `curl 'https://b.com/k?callback=${RAW_QUERY}'`,
    found: { parameters: parametersWith({ query: RAW_QUERY }) },
  },
  ...['-F', '--form ', '--form=', '--form-string ', '--form-string='].map((option) => ({
    name: `fields behind ${option}`,
    command: `curl ${option}callback=${CALLBACK64} ${option}x:a=b=c ${option}x:b https://b.com/`,
    found: { parameters: FORM, formVars: { 'x:a': 'b=c', 'x:b': '' } },
  })),
  {
    name: 'a field without the white space around its value, as curl sends it',
    command: `curl -F 'callback= ${CALLBACK64} ' -F 'x:a= b ' https://b.com/`,
    found: { parameters: FORM, formVars: { 'x:a': 'b' } },
  },
  {
    name: 'nothing in variables of the shell',
    command: 'curl -H "x-oss-callback: $CB" -F callback=$CB --form-string "x:a=${CB}" https://b.com/',
    found: { parameters: {} },
  },
];

describe(readCurl, () => {
  it.each(CASES)('reads $name', ({ command, found }) => {
    expect(readCurl(command)).toStrictEqual({ kind: 'curl', text: command, isWhole: true, ...found });
  });

  it.each([`Send it with curl -H 'x-oss-callback: ${CALLBACK64}'`, 'curled', ''])(
    'does not take for curl: %s',
    (text) => {
      expect(readCurl(text)).toBeUndefined();
    },
  );
});
