import { readUrl } from '../../../lib/params/input/read-url.ts';
import { CALLBACK64, parametersWith, VARS64 } from '../../helpers/callback-texts.ts';

const QUERY = parametersWith({ query: CALLBACK64 });
const RAW = '{"callbackUrl":"http://a.com/?a=b","callbackBody":"a"}';

describe(readUrl, () => {
  it.each([
    { text: `callback=${CALLBACK64}`, parameters: QUERY },
    { text: `?a=b&callback=${CALLBACK64}&c=d`, parameters: QUERY },
    { text: ` https://b/k?callback=${CALLBACK64}\n`, parameters: QUERY },
    { text: `"https://b/k?callback=${CALLBACK64}"`, parameters: QUERY },
    { text: `<https://b/k?callback=${CALLBACK64}>`, parameters: QUERY },
    { text: `https://b/k?callback=${CALLBACK64}#part`, parameters: QUERY },
    { text: `https://b/k?callback-var=${VARS64}`, parameters: parametersWith({ queryVar: VARS64 }) },
    { text: `https://b/k?callback=${RAW}`, parameters: parametersWith({ query: RAW }) },
  ])('reads $text', ({ text, parameters }) => {
    expect(readUrl(text)).toStrictEqual({ kind: 'url', text, isWhole: true, parameters });
  });

  it.each([`https://b/k?my-callback=${CALLBACK64}`, `see https://b/k?callback=${CALLBACK64}`, 'https://b/k', ''])(
    'reads nothing in: %s',
    (text) => {
      expect(readUrl(text)).toBeUndefined();
    },
  );
});
