import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { pause } from '../../clock.ts';
import { listen } from '../../simulator/listen.ts';
import { relayFault, type RelayFault } from '../played-fault.ts';

/** Stands before the receiver and spoils what goes through it. */
export interface FaultyRelay {
  /** The callback URL by which a fault is played on the receiver at `callbackUrl`. */
  urlFor(callbackUrl: string, fault: RelayFault): string;
  stop(): Promise<void>;
}

/** Options of {@link startFaultyRelay}. */
export interface FaultyRelayOptions {
  /** The receiver. */
  readonly callbackUrl: string;
  /** Told the request as the receiver gets it, where the relay changed it. */
  readonly onChanged: (ossRequestId: string, octets: Buffer) => void;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

const PARAMETER = 'played';
// OSS hangs up after 5 s.
const TOO_LATE_MS = 6_000;
const BOM = Buffer.from('\uFEFF');

/**
 * Starts the relay on a free loopback port. The receiver gets path, query and body as OSS signed them; which fault is
 * played stands in the query, since that is all that OSS leaves of a callback URL.
 */
export async function startFaultyRelay({ callbackUrl, onChanged }: FaultyRelayOptions): Promise<FaultyRelay> {
  const receiver = new URL(callbackUrl);
  const stopping = new AbortController();
  const server = createServer((request, response) => {
    relay(request, response).catch(() => {
      response.destroy();
    });
  });
  const listening = await listen(server, 0, '127.0.0.1');

  async function relay(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fault = relayFault(new URL(request.url ?? '/', callbackUrl).searchParams.get(PARAMETER));
    const sent = Buffer.concat(chunks);
    const body = fault === 'respelled' ? respell(sent) : sent;
    const headers = headersFor(request, body);
    const ossRequestId = request.headers['x-oss-request-id'];
    if (fault === 'respelled' && typeof ossRequestId === 'string') {
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      const head = `POST ${request.url ?? '/'} HTTP/1.1\r\n${lines}\r\n`;
      onChanged(ossRequestId, Buffer.concat([Buffer.from(head, 'latin1'), body]));
    }
    const { status, body: answer } = await post(receiver, { path: request.url ?? '/', headers, body });
    if (fault === 'slow') await pause(TOO_LATE_MS, stopping.signal);
    spoil(response, fault, { status, body: answer });
  }

  return {
    urlFor(url, fault) {
      const there = url.replace(/^(https?:\/\/)?[^/?#]*/i, listening.url);
      return `${there}${there.includes('?') ? '&' : '?'}${PARAMETER}=${fault}`;
    },
    async stop() {
      stopping.abort();
      await listening.stop();
    },
  };
}

function headersFor({ rawHeaders }: IncomingMessage, body: Buffer): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => {
    if (index % 2 === 1) return [];
    return [[name, /^content-length$/i.test(name) ? String(body.length) : (rawHeaders[index + 1] ?? '')] as const];
  });
}

async function post(
  { hostname, port }: URL,
  request: { readonly path: string; readonly headers: readonly (readonly [string, string])[]; readonly body: Buffer },
): Promise<Answer> {
  const outgoing = httpRequest({ hostname, port, method: 'POST', path: request.path, headers: request.headers.flat() });
  outgoing.end(request.body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { status: incoming.statusCode ?? 502, body: Buffer.concat(chunks) };
}

function spoil(response: ServerResponse, fault: RelayFault | undefined, { status, body }: Answer): void {
  const send = (as: number, octets: Buffer, type = 'application/json'): void => {
    response.writeHead(as, { 'content-type': type, 'content-length': octets.length }).end(octets);
  };
  switch (fault) {
    case 'bom':
      send(status, Buffer.concat([BOM, body]));
      break;
    case 'created':
      send(status === 200 ? 201 : status, body);
      break;
    case 'not-json':
      send(status, Buffer.from('OK'), 'text/plain');
      break;
    case 'no-length':
      response.writeHead(status, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
      response.end(body);
      break;
    case 'slow':
    case 'respelled':
    case undefined:
      send(status, body);
  }
}

/** As a framework does that parses a body and writes it again. */
function respell(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8')), null, 2));
  } catch {
    return Buffer.concat([body, Buffer.from('\n')]);
  }
}
