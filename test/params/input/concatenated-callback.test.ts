import { concatenatedCallback } from '../../../lib/params/input/concatenated-callback.ts';
import { sourceFacts } from '../../../lib/params/input/source-facts.ts';
import { tokenizeSource } from '../../../lib/params/input/tokenize-source.ts';

interface Case {
  readonly name: string;
  readonly source: string;
  readonly callback: string;
  readonly vars?: string;
}

const CASES: readonly Case[] = [
  {
    name: 'Java with variables and spaces',
    source: `cb.setCallbackUrl("http://a.com"); cb.setCallbackBody ("b"); cb.setCalbackBodyType(CalbackBodyType . JSON);
cb.addCallbackVar("x:a", "b"); cb.addCallbackVar("x:c", "d"); cb.addCallbackVar("x:n", n); m.put("ax:", "e");`,
    callback: '{"callbackUrl":"http://a.com","callbackBody":"b","callbackBodyType":"application/json"}',
    vars: '{"x:a":"b","x:c":"d"}',
  },
  {
    name: 'Java with what is no text, and types of other names',
    source:
      'cb.setCallbackBody("b"); cb.setCallbackHost(null); cb.setCallbackUrl(5); f(MyCallbackBodyType.JSON, CallbackBodyType.JSONB);',
    callback: '{"callbackBody":"b"}',
  },
  {
    name: 'C# with two literals, behind other URLs',
    source:
      'var uri = new Uri("http://b.com"); Log("to http://c.com", "d"); new CallbackHeaderBuilder("http://a.com", "b");',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"b"}',
  },
  {
    name: 'C# with a third that is no text',
    source: 'new CallbackHeaderBuilder("HTTPS://a.com", "b", 80);',
    callback: '{"callbackUrl":"HTTPS://a.com","callbackBody":"b"}',
  },
  {
    name: 'C# with a second from elsewhere',
    source: 'new CallbackHeaderBuilder("http://a.com", body, "h");',
    callback: '{"callbackUrl":"http://a.com","callbackHost":"h"}',
  },
  {
    name: 'C# with its values, and the type, in variables',
    source:
      'string callbackUrl = "http://a.com", callbackBody = "b", callbackHost = "h", callbackBodyType = "t"; new CallbackHeaderBuilder(callbackUrl, callbackBody, callbackHost, callbackBodyType);',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"b","callbackHost":"h","callbackBodyType":"t"}',
  },
];

const read = (source: string): unknown => concatenatedCallback(source, sourceFacts(tokenizeSource(source)));

describe(concatenatedCallback, () => {
  it.each(CASES)('makes what the SDK makes: $name', ({ source, callback, vars }) => {
    expect(read(source)).toStrictEqual({ callback, ...(vars !== undefined && { vars }) });
  });

  it.each(['cb.setCallbackBodyType("a");', 'cb.resetCallbackBody();', 'CallbackHeaderBuilder builder;'])(
    'leaves to others: %s',
    (source) => {
      expect(read(source)).toBeUndefined();
    },
  );
});
