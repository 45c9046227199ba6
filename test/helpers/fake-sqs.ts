import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import aws4 from 'aws4';

/** How the fake answers one call. */
export type SqsBehaviour = (response: ServerResponse, socket: Socket) => void;

/** A call as it came. */
export interface SqsCall {
  readonly target: string;
  readonly body: { readonly QueueUrl?: string; readonly MessageBody?: string };
  readonly isSigned: boolean;
  /** Which connection it came on, counted from 1. */
  readonly connection: number;
}

/** Something that speaks as SQS does, and misbehaves as it is told. */
export interface FakeSqs {
  readonly endpoint: string;
  readonly calls: readonly SqsCall[];
  /** Each call takes the next; the last one stays. */
  behave(...behaviours: SqsBehaviour[]): void;
  stop(): Promise<void>;
}

export const CREDENTIALS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };

export const confirm: SqsBehaviour = (response) => response.end('{"MessageId":"m-1"}');
export const answer =
  (status: number, body: string): SqsBehaviour =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
export const refuse = (status: number, type: string): SqsBehaviour =>
  answer(status, JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: 'no' }));
export const reset: SqsBehaviour = (_response, socket) => socket.resetAndDestroy();
/** Answers so many milliseconds later. */
export const late =
  (ms: number, behaviour: SqsBehaviour): SqsBehaviour =>
  (response, socket) => {
    setTimeout(() => {
      behaviour(response, socket);
    }, ms);
  };
export const silence: SqsBehaviour = () => undefined;
export const half: SqsBehaviour = (response, socket) => {
  response.writeHead(200, { 'content-length': '100' }).write('{"MessageId"');
  setImmediate(() => socket.destroy());
};

export async function startFakeSqs(): Promise<FakeSqs> {
  const calls: SqsCall[] = [];
  const connections = new Map<Socket, number>();
  let behaviours: SqsBehaviour[] = [confirm];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      calls.push({
        target: String(request.headers['x-amz-target']),
        body: JSON.parse(body) as SqsCall['body'],
        isSigned: isSigned(request, body),
        connection: connections.get(request.socket) ?? 0,
      });
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(response, request.socket);
    });
  });
  server.on('connection', (socket) => connections.set(socket, connections.size + 1));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    behave(...next) {
      behaviours = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Signs what came once more, at the time that it states: the two signatures must be one. */
function isSigned({ headers, method, url }: IncomingMessage, body: string): boolean {
  const { authorization = '', host = '' } = headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
  const again = aws4.sign(
    { host, method: method ?? '', path: url ?? '', service: 'sqs', region: 'eu-central-1', headers: signed, body },
    CREDENTIALS,
  );
  return names.includes('x-amz-date') && again.headers?.['Authorization'] === authorization;
}
