import type { CallbackInput } from '../../../lib/params/callback-input.ts';
import { readSource } from '../../../lib/params/input/read-source.ts';
import { createOssClient } from '../../helpers/oss-client.ts';

const decode = (base64: string | undefined): string | undefined =>
  base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString();
const FORM = '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}"}';
const b64 = (text: string): string => Buffer.from(text).toString('base64');

interface Case {
  readonly name: string;
  readonly source: string;
  readonly callback?: string;
  readonly vars?: string;
  readonly unseen?: CallbackInput['unseen'];
  readonly interpolated?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "Java with the SDK's setters, escaped as they need it",
    source:
      String.raw`Callback callback = new Callback(); // a remark: "callbackUrl"
callback.setCallbackUrl("http://a.com");
callback.setCallbackHost("h");
callback.setCallbackBody("{\\\"bucket\\\":$` +
      String.raw`{bucket},\\\"n\\\":1}");
callback.setCalbackBodyType(CalbackBodyType.JSON);
callback.addCallbackVar("x:a", "b");`,
    callback:
      '{"callbackUrl":"http://a.com","callbackBody":"{\\"bucket\\":${bucket},\\"n\\":1}","callbackHost":"h","callbackBodyType":"application/json"}',
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Java with the mistake of the topic, in pieces, the URL from elsewhere',
    source:
      'cb.setCallbackUrl(url);\ncb.setCallbackBody("{\\"bucket\\":" +\n  "${bucket}}");\ncb.setCalbackBodyType(CalbackBodyType.URL);',
    callback: '{"callbackBody":"{"bucket":${bucket}}","callbackBodyType":"application/x-www-form-urlencoded"}',
    unseen: ['callbackUrl'],
  },
  {
    name: 'C# with its builder',
    source:
      'string cb = new CallbackHeaderBuilder("http://a.com", "bucket=${bucket}", "h", CallbackBodyType.Url).Build();\nvar v = new CallbackVariableHeaderBuilder().AddCallbackVariable("x:a", "b").Build();',
    callback:
      '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}","callbackHost":"h","callbackBodyType":"application/x-www-form-urlencoded"}',
    vars: '{"x:a":"b"}',
  },
  {
    name: 'C# with values from variables',
    source:
      'string callbackUrl = "http://a.com"; string callbackBody = @"a=""b""&bucket=${bucket}"; new CallbackHeaderBuilder(callbackUrl, callbackBody).Build();',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"a="b"&bucket=${bucket}"}',
  },
  {
    name: 'Python with a dictionary',
    source: `import json  # callbackUrl
callback_dict = {}
callback_dict['callbackUrl'] = 'http://a.com'
callback_dict["callbackBody"] = 'bucket=' '\${bucket}'
params = base64.b64encode(json.dumps(callback_dict).encode())
v = {'x:a': 'b'}`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Python with one dictionary and several kinds of literals',
    source: `import json\ncb = {'callbackUrl': r'http://a.com', "callbackBody": """{"a":\\x22b\\u0022,"p":\\d}""", 'callbackSNI': True, 'callbackHost': None, 'n': 5, 'l': [1, 'a']}`,
    callback:
      '{"callbackUrl":"http://a.com","callbackBody":"{\\"a\\":\\"b\\",\\"p\\":\\\\d}","callbackSNI":true,"callbackHost":null,"n":5,"l":[1,"a"]}',
  },
  {
    name: "PHP, as in the vendor's sample",
    source: `<?php
$url =
    '{
        "callbackUrl":"http://a.com",
        "callbackBody":"{\\"bucket\\":\${bucket}}"
    }';
// 设置发起回调请求的自定义参数
$var = '{"x:a":"b"}';
$options = array(OssClient::OSS_CALLBACK => $url, OssClient::OSS_CALLBACK_VAR => $var);`,
    callback: '{\n        "callbackUrl":"http://a.com",\n        "callbackBody":"{\\"bucket\\":${bucket}}"\n    }',
    vars: '{"x:a":"b"}',
  },
  {
    name: 'PHP with arrays and json_encode, and # remarks',
    source: `<?php # it's
$cb = json_encode(array('callbackUrl' => 'http://a.com', 'callbackBody' => 'bucket=' . '\${bucket}'));
$v = base64_encode(json_encode(['x:a' => 'b']));`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'a PHP heredoc, which keeps its backslashes and fills in ${}',
    source: '<?php $cb = <<<"EOT"\n{"callbackUrl":"http://a.com","callbackBody":"a=\\"${bucket}\\$\\t"}\nEOT;',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"a=\\"${bucket}$\t"}',
    interpolated: ['bucket'],
  },
  {
    name: 'ali-oss',
    source:
      "await client.put('a', 'b', { callback: { url: 'https://a.com/中', host: 'h', body: 'bucket=${bucket}', contentType: 'application/json', callbackSNI: true, customValue: { a: 'b', n: 1 } } })",
    callback:
      '{"callbackUrl":"https://a.com/%E4%B8%AD","callbackBody":"bucket=${bucket}","callbackHost":"h","callbackBodyType":"application/json","callbackSNI":true}',
    vars: '{"x:a":"b","x:n":"1"}',
  },
  {
    name: 'ali-oss, which makes text of numbers and booleans for an upload, beside a signed URL without a callback',
    source:
      "const link = client.signatureUrl('callback'); client.put('a', 'b', { callback: { url: 'http://a.com', body: 'bucket=${bucket}', customValue: { n: 1, b: true, l: null } } })",
    callback: FORM,
    vars: '{"x:n":"1","x:b":"true","x:l":null}',
  },
  ...[
    "client.signatureUrl('a', { method: 'PUT', callback: CALLBACK })",
    "await client.asyncSignatureUrl('a', { method: 'PUT', callback: CALLBACK })",
    "const callback = CALLBACK; client.put('a', 'b', { callback }); client.signatureUrl('a', { callback })",
    "const options = { method: 'PUT', callback: CALLBACK }; client.signatureUrl('a', options)",
  ].map((source) => ({
    name: `ali-oss, which leaves numbers what they are in a signed URL: ${source}`,
    source: source.replace(
      'CALLBACK',
      () => "{ url: 'http://a.com', body: 'bucket=${bucket}', customValue: { n: 1, b: true } }",
    ),
    callback: FORM,
    vars: '{"x:n":1,"x:b":true}',
  })),
  {
    name: 'ali-oss, which leaves out what is false or null',
    source:
      'const callback = { url: baseUrl, body: `a=${bucket}\\`&b=${other}`, host: null, contentType: null, callbackSNI: false }',
    callback: '{"callbackBody":"a=${bucket}`&b=other"}',
    unseen: ['callbackUrl'],
    interpolated: ['bucket'],
  },
  {
    name: 'JavaScript by hand, with a body that JSON.stringify made',
    source:
      "const cb = { callbackUrl: 'http://a.com', callbackBody: JSON.stringify({ bucket: '${bucket}' }), \"callbackSNI\": (true), o: { a: fn(1, [2]) } };",
    callback:
      '{"callbackUrl":"http://a.com","callbackBody":"{\\"bucket\\":\\"${bucket}\\"}","callbackSNI":true,"o":{}}',
  },
  {
    name: 'base64 in source code',
    source: `headers['x-oss-callback'] = "${b64(FORM)}"; h['x-oss-callback-var'] = "${b64('{"x:a":"b"}')}"`,
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Go with a map and a raw string',
    source:
      'callbackMap := map[string]string{\n  "callbackUrl": "http://a.com",\n  "callbackBody": `{"bucket":${bucket}}`,\n}\nvars := map[string]string{"x:a": "b"}',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"{\\"bucket\\":${bucket}}"}',
    vars: '{"x:a":"b"}',
  },
  {
    name: 'C with adjacent literals',
    source:
      '#include <stdio.h>\nchar *cb = "{" /* "x" */\n  "\\"callbackUrl\\":\\"http://a.com\\","\n  "\\"callbackBody\\":\\"bucket=${bucket}\\"}";\nchar *v = "{\\"x:a\\":\\"b\\"}";',
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Ruby with its Callback',
    source:
      "require 'aliyun/oss'\ncallback = Aliyun::OSS::Callback.new(\n  url: 'http://a.com',\n  query: {user: 'put_object'},\n  body: 'bucket=${bucket}', # it's\n  :content_type => 'application/json'\n)",
    callback: '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}","callbackBodyType":"application/json"}',
  },
  {
    name: 'Ruby, with nil',
    source: "callback = Aliyun::OSS::Callback.new(url: 'http://a.com', body: 'bucket=${bucket}', content_type: nil)",
    callback: FORM,
  },
  {
    name: 'Objective-C',
    source:
      'request.callbackParam = @{ @"callbackUrl": @"http://a.com", @"callbackBody": @"bucket=${bucket}" };\nrequest.callbackVar = @{ @"x:a": @"b" };',
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Android',
    source:
      'put.setCallbackParam(new HashMap<String, String>() {{ put("callbackUrl", "http://a.com"); put("callbackBody", "bucket=${bucket}"); }});\nput.setCallbackVars(new HashMap<String, String>() {{ put("x:a", "b"); }});',
    callback: FORM,
    vars: '{"x:a":"b"}',
  },
  {
    name: 'Kotlin, whose raw strings fill in, too',
    source: 'val cb = x\nmap["callbackUrl"] = "http://a.com"\nmap["callbackBody"] = """bucket=${bucket}"""',
    callback: FORM,
    interpolated: ['bucket'],
  },
  {
    name: 'C# verbatim literals that begin and end with a quote',
    source:
      'string cb = @"{" + @"""callbackUrl"":""http://a.com""" + @"," + @"""callbackBody"":""bucket=${bucket}""" + @"}";',
    callback: FORM,
  },
  {
    name: 'a C# interpolated string',
    source: 'string s; map["callbackUrl"] = "http://a.com"; map["callbackBody"] = $"bucket=${bucket}&a={{b}}{c}";',
    callback: '{"callbackUrl":"http://a.com","callbackBody":"bucket=${bucket}&a={b}c"}',
    interpolated: ['bucket'],
  },
  {
    name: 'backslashes that Python keeps',
    source: String.raw`import json
cb = {'callbackUrl': 'http:\/\/a.com', 'callbackBody': 'a=\${bucket}'}`,
    callback: JSON.stringify({ callbackUrl: String.raw`http:\/\/a.com`, callbackBody: 'a=\\${bucket}' }),
  },
  {
    name: 'escapes of every kind',
    source: String.raw`cb.callbackUrl = "http:\/\/a.com"; cb.callbackBody = "\u{1F600}\u4e2d\x41\t\n\r\b\f\v\0\q\u{FFFFFF}\
end"`,
    callback: JSON.stringify({ callbackUrl: 'http://a.com', callbackBody: '😀中A\t\n\r\b\f\v\0q\uFFFDend' }),
  },
  {
    name: 'half a surrogate pair in the URL of ali-oss',
    source: '({callback:{url:"https://a/\\ud800",body:"a"}})',
    callback: '{"callbackUrl":"https://a/%EF%BF%BD","callbackBody":"a"}',
  },
];

describe(readSource, () => {
  it.each(CASES)('reads $name', ({ source, callback, vars, unseen, interpolated }) => {
    const input = readSource(source);
    expect(input?.kind).toBe('source');
    expect(decode(input?.parameters.header)).toBe(callback);
    expect(decode(input?.parameters.headerVar)).toBe(vars);
    expect(input?.unseen).toEqual(unseen);
    expect(input?.interpolated?.map(({ name }) => name)).toEqual(interpolated);
  });

  it('shows where the language fills in a variable', () => {
    const source = 'x = { callbackBody: `a=${bucket}` }';
    expect(readSource(source)?.interpolated).toEqual([{ name: 'bucket', offset: source.indexOf('${') }]);
  });

  it.each(['nothing of the kind', 'a callback that is no code', '((((callback', 'callback "', "callbackUrl = f('a"])(
    'reads nothing in: %s',
    (source) => {
      expect(readSource(source)?.parameters.header).toBeUndefined();
    },
  );

  it('reads the variables that ali-oss itself signs into a URL', () => {
    const address = { accessKeyId: 'id', accessKeySecret: 's', bucket: 'bucket', region: 'oss-cn-hangzhou' };
    const client = createOssClient({ ...address, endpoint: 'https://oss-cn-hangzhou.aliyuncs.com' });
    const callback = { url: 'http://a.com', body: 'a=b', customValue: { a: 'b', n: 1 } };
    const { searchParams } = new URL(client.signatureUrl('a', { method: 'PUT', callback }));
    const source = `client.signatureUrl('a', { method: 'PUT', callback: ${JSON.stringify(callback)} })`;
    const { header, headerVar } = readSource(source)?.parameters ?? {};
    expect(decode(header)).toBe(decode(searchParams.get('callback') ?? ''));
    expect(decode(headerVar)).toBe(decode(searchParams.get('callback-var') ?? ''));
  });

  it('reads expressions however deep they are nested', () => {
    const deep = `x = ${'['.repeat(200)}{ callbackUrl: 'http://a.com' }${']'.repeat(200)}`;
    expect(decode(readSource(deep)?.parameters.header)).toBe('{"callbackUrl":"http://a.com"}');
  });
});
