import type { FindingArgs } from '../params/finding.ts';
import { DOCS, type Words } from './words.ts';

const GATEWAY_PATHS =
  "API Gateway's HTTP API hands the path over decoded, so that a + and an escape cannot be told from what they stand for; this receiver then tries the few ways in which it may have been written.";

/** Words for the rules about everything else. */
export const STYLE_RULE_WORDS = {
  'callback-is-found': {
    words: {
      title: 'No callback was found',
      cause:
        'The text holds no callback JSON, no x-oss-callback header, no callback parameter or field, and no source code that makes one.',
      consequence: 'An upload without a callback is stored, and nobody is called.',
      fix: [
        'Give the callback JSON, its base64, a header, a presigned URL, a form, a curl command, or the source code.',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ kind }: FindingArgs) =>
      kind === 'unknown'
        ? 'This holds no callback parameters that could be recognised.'
        : `This was read as ${kind ?? ''}, but holds no callback.`,
  },
  'callback-is-utf-8': {
    words: {
      title: 'The text behind the base64 is not UTF-8',
      cause:
        'The program encoded the text with the character set of its machine (GBK, Latin-1). The C# SDK does so by itself.',
      consequence: 'Whatever is not ASCII arrives damaged.',
      fix: [
        'Encode as UTF-8 before base64: Encoding.UTF8.GetBytes, getBytes(StandardCharsets.UTF_8), .encode("utf-8").',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ parameter }: FindingArgs) => `The text behind the base64 of ${parameter ?? ''} is not UTF-8.`,
  },
  'custom-variable-names-have-one-x': {
    words: {
      title: 'A custom variable has x: twice',
      cause: 'ali-oss puts x: before each name in customValue, and this one had it already.',
      consequence: 'The template must say ${x:x:name}; ${x:name} is blank.',
      fix: ['In customValue give names without x:, in the template with it.'],
      docs: 'https://github.com/ali-sdk/ali-oss/issues/589',
    } satisfies Words,
    message: ({ name, meant }: FindingArgs) =>
      `The name "${name ?? ''}" has x: twice; it is probably meant to be "${meant ?? ''}".`,
  },
  'custom-variables-are-few': {
    words: {
      title: 'There are more custom variables than OSS advises',
      cause: 'OSS advises 10 variables of 512 bytes together, for they travel in a header or a URL.',
      consequence: 'A proxy or a server may refuse the long header or URL.',
      fix: ['Send an id, and look up the rest by it.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ count, bytes, maxCount, maxBytes }: FindingArgs) =>
      `There are ${count ?? ''} variables of ${bytes ?? ''} bytes; OSS advises ${maxCount ?? ''} of ${maxBytes ?? ''} bytes together.`,
  },
  'form-variables-have-fields-of-their-own': {
    words: {
      title: 'The form has a field callback-var',
      cause: 'PostObject knows no such field.',
      consequence: 'The variables are not there, and ${x:name} is blank.',
      fix: ['Give each variable a field of its own, named x:name, with the value as it is, before the file.'],
      docs: DOCS.postObject,
    } satisfies Words,
    message: () => 'A form has no field callback-var: each variable is a field x:name of its own.',
  },
  'callback-fields-are-known': {
    words: {
      title: 'The callback has a field that OSS does not know',
      cause: 'The name is misspelt (case matters), or belongs somewhere else.',
      consequence: 'OSS passes over it in silence.',
      fix: ['The fields are callbackUrl, callbackHost, callbackBody, callbackBodyType and callbackSNI.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name, meant }: FindingArgs) =>
      `OSS does not know the field "${name ?? ''}".${meant ? ` Did you mean "${meant}"?` : ''}`,
  },
  'callback-fields-come-once': {
    words: {
      title: 'A field stands twice in the JSON',
      cause: 'The JSON was put together by hand.',
      consequence: "Which one counts is anybody's guess.",
      fix: ['Take one away.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ name }: FindingArgs) => `The field "${name ?? ''}" stands here a second time.`,
  },
  'callback-host-is-a-host': {
    words: {
      title: 'callbackHost is not the value of a Host header',
      cause: 'It is a whole URL, or has a path or a port that cannot be. callbackHost does not change where OSS calls.',
      consequence: 'Servers answer 400 to such a Host header, or as if another site was meant: the callback fails.',
      fix: [
        'Write the host alone, such as example.com, or leave callbackHost out (it is the host of callbackUrl then).',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ host, meant }: FindingArgs) =>
      meant === ''
        ? `callbackHost must be one host, with a port from 1 to 65535 at most, and is ${JSON.stringify(host)}.`
        : `callbackHost must be a host alone: "${meant ?? ''}", not ${JSON.stringify(host)}.`,
  },
  'callback-sni-is-a-boolean': {
    words: {
      title: 'callbackSNI is not true or false',
      cause: 'It is text or a number, as where a map of text was turned into JSON.',
      consequence:
        'OSS documents a boolean; anything else may count as false, and https callbacks then fail with "Error status : 502.".',
      fix: ['Write "callbackSNI":true, without quotes around true.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ value }: FindingArgs) => `callbackSNI must be true or false, and is ${value ?? ''}.`,
  },
  'https-callback-sends-sni': {
    words: {
      title: 'An https callback without SNI',
      cause: 'Unless callbackSNI is true, OSS does not name the host in the TLS handshake (but for the London region).',
      consequence:
        'Servers with several certificates on one address hang up: Lambda function URLs, API Gateway, Function Compute, CDNs, most proxies. OSS reports "Error status : 502." or -1.',
      fix: ['Set "callbackSNI":true.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ host }: FindingArgs) => `OSS will not name ${host ?? ''} in the TLS handshake; set "callbackSNI":true.`,
  },
  'https-callback-has-a-host-name': {
    words: {
      title: 'https with an address instead of a name',
      cause: 'Certificates are for names, and SNI cannot carry an address.',
      consequence: 'The handshake will mostly fail.',
      fix: ['Use the name that is in the certificate.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ host }: FindingArgs) => `${host ?? ''} is an address; certificates are for names.`,
  },
  'callback-url-is-https': {
    words: {
      title: 'The callback is not encrypted',
      cause: 'The URL begins with http.',
      consequence:
        'Whoever sees the callback on its way can send it again: the signature holds no time and never ends.',
      fix: ['Use https, with "callbackSNI":true.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: () => 'The callback is not encrypted; use https with "callbackSNI":true.',
  },
  'callback-url-says-its-scheme': {
    words: {
      title: 'The URL does not say whether it is http or https',
      cause: 'OSS takes http where there is no scheme.',
      consequence: 'The callback is not encrypted, and readers may take it for https.',
      fix: ['Write https:// (or http://) before it.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ url }: FindingArgs) => `OSS takes ${url ?? ''} for http; say which it is.`,
  },
  'callback-url-is-encoded': {
    words: {
      title: 'The URL holds what must be percent-encoded',
      cause: 'OSS wants the URL as it goes over the wire. It fills in no variables there, either.',
      consequence: 'The request cannot be made, or leads to another path, and the signature is hard to check.',
      fix: [
        'Percent-encode it (encodeURI in JavaScript, once), or keep to plain letters.',
        'Put variables into callbackBody.',
      ],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ character, kind }: FindingArgs) =>
      kind === 'variable'
        ? 'OSS fills in variables in callbackBody only, not in the URL.'
        : kind === 'host'
          ? 'A host in the URL has characters that no name in DNS can have, however they are written.'
          : `The character ${JSON.stringify(character)} must be percent-encoded.`,
  },
  'callback-url-is-encoded-once': {
    words: {
      title: 'The URL looks encoded twice',
      cause:
        'A percent sign was encoded again: %E4 became %25E4. ali-oss encodes the URL by itself, so it must be given unencoded.',
      consequence: 'OSS calls another path than the one meant.',
      fix: ['With ali-oss give the URL unencoded; otherwise encode it once.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ text }: FindingArgs) => `${text ?? ''} looks like something that was encoded twice.`,
  },
  'callback-url-path-is-plain': {
    words: {
      title: 'The path has an escape or a plus sign',
      cause: `OSS signs the decoded path. ${GATEWAY_PATHS}`,
      consequence: 'The signature may not be provable on every platform.',
      fix: ['Use letters, digits, - and / in the path of callbackUrl; put data into callbackBody.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ character, path }: FindingArgs) =>
      `The path ${path ?? ''} holds a ${character ?? ''}, which not every platform hands over as it was.`,
  },
  'callback-url-has-no-query': {
    words: {
      title: 'The URL has a query',
      cause:
        "OSS signs the query as it stands. Function Compute's event functions, REST APIs and HTTP APIs with payload 1.0 hand over parsed parameters only; the order and the escapes are lost.",
      consequence: 'On these platforms the signature can be proven only by trying the likely spellings.',
      fix: ['Put the values into callbackBody or custom variables, and leave the query out.'],
      docs: DOCS.callback,
    } satisfies Words,
    message: ({ query }: FindingArgs) =>
      `The query ${query ?? ''} is signed, and some platforms do not hand it over as it was.`,
  },
  'policy-pins-the-callback': {
    words: {
      title: "The form's policy does not hold the callback",
      cause: 'OSS checks the fields callback and x: only where the policy has a condition for them.',
      consequence: 'Whoever has the form can send the callback elsewhere, change it, or leave it out.',
      fix: ['Add {"callback":"<the base64>"} to the conditions, and one for each x: field that must not be changed.'],
      docs: DOCS.postObject,
    } satisfies Words,
    message: ({ kind }: FindingArgs) => POLICY[String(kind)] ?? '',
  },
} as const;

const POLICY: Readonly<Record<string, string>> = {
  unreadable: 'The policy is not base64 of JSON with "conditions".',
  unpinned: 'The policy has no condition for callback: whoever has the form may change it, or leave it out.',
  other: 'The policy demands another callback than the form has: OSS will refuse the upload.',
};
