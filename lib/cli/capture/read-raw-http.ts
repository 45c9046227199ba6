import { capturedRequest, type CaptureReader } from './capture.ts';

const REQUEST_LINE = /^(?<method>[A-Z]+) (?<target>\/\S*|https?:\/\/\S+)(?: HTTP\/\d(?:\.\d)?)?$/;

/** Reads a request as it stands on the wire, also with LF for CRLF, and as `curl -v` prints its head (`> `). */
export const readRawHttp: CaptureReader = (octets) => {
  const text = Buffer.from(octets).toString('latin1');
  const end = /\r?\n\r?\n/.exec(text);
  const head = text.slice(0, end?.index ?? text.length).split(/\r?\n/);
  const isVerbose = head.every((line) => line === '' || line.startsWith('>'));
  const [requestLine = '', ...lines] = isVerbose ? head.map((line) => line.replace(/^> ?/, '')) : head;
  const { method, target } = REQUEST_LINE.exec(requestLine)?.groups ?? {};
  if (method === undefined || target === undefined) return undefined;
  const headers = lines
    .filter((line) => line.includes(':'))
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  const body = end ? Buffer.from(octets).subarray(end.index + end[0].length) : Buffer.alloc(0);
  const isChunked = headers.some(([name, value]) => /^transfer-encoding$/i.test(name) && /chunked/i.test(value));
  const request = capturedRequest({ method, target, headers, body: isChunked ? unchunked(body) : body });
  return [{ format: 'raw HTTP', request }];
};

/** Puts chunks together; what is not chunked after all stays as it is. */
function unchunked(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\n', at);
    const size = /^([0-9a-f]{1,8})(?:;[^\r\n]*)?\r?$/i.exec(
      body.subarray(at, Math.max(at, lineEnd)).toString('latin1'),
    )?.[1];
    if (size === undefined) return body;
    const from = lineEnd + 1;
    const length = parseInt(size, 16);
    if (length === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(from, from + length));
    const next = body.indexOf('\n', from + length);
    if (next === -1) return body;
    at = next + 1;
  }
}
