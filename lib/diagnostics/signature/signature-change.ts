/** The part of a request that a change is about. */
export type RequestPart = 'method' | 'path' | 'query' | 'body' | 'authorization' | 'x-oss-pub-key-url';

/** What happened to a request between OSS and here, by its stable name. */
export type SignatureChangeCode = keyof typeof SIGNATURE_CHANGES;

/** One thing that happened to a request on its way; undone, the signature holds. */
export interface SignatureChange {
  readonly code: SignatureChangeCode;
  readonly part: RequestPart;
  /** The part as it came, as text; invalid UTF-8 shows as U+FFFD. */
  readonly received: string;
  /** The part as OSS signed or sent it. */
  readonly signed: string;
  readonly title: string;
  readonly fix: string;
}

const change = (part: RequestPart, title: string, fix: string) => ({ part, title, fix });

const RAW_BODY = 'Verify the octets of the body as they came, before any parser or logger has touched them.';
const PUBLIC_PATH = 'Verify the path of the callback URL: tell the receiver what the proxy does (PUBLIC_PATH_PREFIX).';
const RAW_PATH = 'Hand over the path as it stands in the request line, and decode it exactly once.';
const RAW_QUERY = 'Hand over the query as it stands in the request line, with its ?, neither parsed nor decoded.';
const RAW_HEADERS = 'Hand over the header as it came.';

/** Every change that can be told from the request, in words. */
export const SIGNATURE_CHANGES = {
  'method-changed': change(
    'method',
    'OSS sends POST, this is another method',
    'Look for a redirect (301, 302) on the way: clients follow it with GET. Point callbackUrl at its target.',
  ),
  'authorization-scheme-added': change(
    'authorization',
    'a scheme stands before the signature',
    'OSS sends the bare base64, without Bearer or another word before it.',
  ),
  'authorization-white-space': change('authorization', 'white space or quotes in the signature', RAW_HEADERS),
  'authorization-decoded': change(
    'authorization',
    'a form decoder made spaces of the pluses in the signature',
    RAW_HEADERS,
  ),
  'authorization-percent-encoded': change('authorization', 'the signature is percent-encoded', RAW_HEADERS),
  'authorization-url-safe': change('authorization', 'the signature is in URL-safe or unpadded base64', RAW_HEADERS),
  'authorization-doubled': change(
    'authorization',
    'the header came twice',
    'Look for a proxy or authorizer that adds an Authorization header of its own.',
  ),
  'pub-key-url-changed': change(
    'x-oss-pub-key-url',
    'the header does not name the key that made the signature',
    'Hand over x-oss-pub-key-url as OSS sends it; it names the published key.',
  ),
  'pub-key-url-lost': change(
    'x-oss-pub-key-url',
    'the header is missing',
    'Let x-oss-pub-key-url through: some proxies and API gateways pass on only the headers that are listed.',
  ),
  'path-prefix-stripped': change('path', 'the front of the path was cut off', PUBLIC_PATH),
  'path-prefix-added': change(
    'path',
    'something was put before the path',
    'Verify the path of the callback URL, without what a proxy, a stage or a mount point puts before it.',
  ),
  'path-replaced': change('path', 'the path was rewritten', PUBLIC_PATH),
  'path-slash-stripped': change(
    'path',
    'the slash at the end of the path was cut off',
    'Switch off the redirect or rewrite that removes the slash, or write callbackUrl without it.',
  ),
  'path-slash-added': change(
    'path',
    'a slash was added at the end of the path',
    'Switch off the rewrite that adds the slash, or write callbackUrl with it.',
  ),
  'path-slashes-merged': change(
    'path',
    'a double slash in the path became one',
    'Take the double slash out of callbackUrl, or switch off the merging (nginx: merge_slashes off).',
  ),
  'path-index-added': change('path', 'the name of an index file was added to the path', PUBLIC_PATH),
  'path-decoded-twice': change('path', 'the path was percent-decoded twice', RAW_PATH),
  'path-encoded-twice': change('path', 'the path was percent-encoded once more', RAW_PATH),
  'path-charset-changed': change(
    'path',
    'the octets of the path were read in another charset and written as UTF-8',
    RAW_PATH,
  ),
  'query-lost': change('query', 'the query was lost', RAW_QUERY),
  'query-added': change('query', 'a query was added', 'Verify without what a proxy adds to the query.'),
  'query-parameter-added': change(
    'query',
    'a parameter was added to the query',
    'Verify without what a proxy adds to the query.',
  ),
  'query-replaced': change('query', 'the query is not the one of the callback URL', RAW_QUERY),
  'query-reordered': change('query', 'the parameters of the query changed places', RAW_QUERY),
  'query-decoded': change('query', 'the query was percent-decoded', RAW_QUERY),
  'query-reencoded': change('query', 'the query was parsed and written anew', RAW_QUERY),
  'query-html-escaped': change('query', 'the query is written for HTML', RAW_QUERY),
  'query-mark-stripped': change('query', 'the bare ? at the end was cut off', RAW_QUERY),
  'body-newline-added': change(
    'body',
    'a line break was added at the end of the body',
    'Keep the body to the octet: no final newline (curl: --data-binary, editors: no newline at end of file).',
  ),
  'body-newline-stripped': change('body', 'the line break at the end of the body was cut off', RAW_BODY),
  'body-line-ends-changed': change('body', 'the line breaks of the body were rewritten (LF, CRLF)', RAW_BODY),
  'body-bom-added': change('body', 'a byte order mark stands before the body', 'Save the body without BOM.'),
  'body-bom-stripped': change('body', 'the byte order mark of the body was cut off', RAW_BODY),
  'body-too-long': change('body', 'the body is longer than Content-Length says', 'Cut it after Content-Length octets.'),
  'body-base64-encoded': change(
    'body',
    'the body is still base64',
    'Decode it first: gateways set isBase64Encoded and hand form bodies over in base64.',
  ),
  'body-base64-decoded': change(
    'body',
    'the body was base64-decoded though it was not encoded',
    'Look at isBase64Encoded before decoding.',
  ),
  'body-charset-changed': change(
    'body',
    'the octets of the body were read in another charset and written as UTF-8',
    'Keep the body as octets: never through a string in latin1 or binary.',
  ),
  'body-html-escaped': change('body', 'the body is written for HTML', RAW_BODY),
  'body-quoted': change(
    'body',
    'the body is a quoted string, with the escapes of one',
    'Verify the text that the string stands for, not its JSON or log form.',
  ),
  'body-percent-encoded': change('body', 'the whole body was percent-encoded once more', RAW_BODY),
  'body-percent-decoded': change('body', 'the form in the body was percent-decoded', RAW_BODY),
  'body-spaces-changed': change('body', 'the spaces of the form are escaped otherwise (+, %20)', RAW_BODY),
  'body-form-reencoded': change('body', 'the form in the body was parsed and written anew', RAW_BODY),
  'body-form-reordered': change('body', 'the fields of the form changed places', RAW_BODY),
  'body-form-to-json': change('body', 'the form in the body became JSON', RAW_BODY),
  'body-json-spacing-changed': change('body', 'the JSON was written anew with other white space', RAW_BODY),
  'body-json-slashes-escaped': change('body', 'the JSON was written anew with \\/ for /, as PHP does', RAW_BODY),
  'body-json-unicode-escaped': change(
    'body',
    'the JSON was written anew with \\u escapes, as Python and PHP do',
    RAW_BODY,
  ),
  'body-json-rewritten': change('body', 'the JSON was parsed and written anew', RAW_BODY),
  'body-json-reordered': change('body', 'the names in the JSON changed places', RAW_BODY),
  'body-replaced': change(
    'body',
    'the body is not the one that was signed',
    'Look for a test that changes the body of a captured request: its signature goes only with its own body.',
  ),
} as const satisfies Record<string, { part: RequestPart; title: string; fix: string }>;
