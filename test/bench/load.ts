import { connect, type Socket } from 'node:net';
import type { SignedCallback } from './signed-events.ts';
import { PATH } from './signed-events.ts';

/** How to call. */
export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  /** Whether a connection is used again; OSS opens one a callback. */
  readonly keepAlive: boolean;
  readonly requests: number;
}

/** How it went. */
export interface LoadResult {
  readonly answered: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Calls a server with `connections` at once until all requests are answered. */
export async function load(callbacks: readonly SignedCallback[], options: LoadOptions): Promise<LoadResult> {
  const { port, connections, keepAlive, requests } = options;
  const texts = callbacks.map((callback) => wireText(callback, keepAlive));
  const latencies: number[] = [];
  let started = 0;
  let failed = 0;
  const caller = async (): Promise<void> => {
    let socket: Socket | undefined;
    while (started < requests) {
      const text = texts[started % texts.length] ?? '';
      started += 1;
      const before = performance.now();
      socket ??= connect({ port, host: '127.0.0.1', noDelay: true });
      const answer = await exchange(socket, text).catch(() => '');
      latencies.push(performance.now() - before);
      if (!answer.startsWith('HTTP/1.1 200 ')) failed += 1;
      if (!keepAlive || socket.destroyed) {
        socket.destroy();
        socket = undefined;
      }
    }
    socket?.destroy();
  };
  const before = performance.now();
  await Promise.all(Array.from({ length: connections }, caller));
  const seconds = (performance.now() - before) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { answered: latencies.length, failed, perSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function wireText({ headers, body }: SignedCallback, keepAlive: boolean): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${PATH} HTTP/1.1\r\n${lines.join('')}connection: ${keepAlive ? 'keep-alive' : 'close'}\r\n\r\n${body}`;
}

/** Writes a request and resolves with the whole answer, whose end its Content-Length tells. */
function exchange(socket: Socket, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const end = (settle: () => void): void => {
      socket.off('data', take).off('error', fail).off('close', fail);
      settle();
    };
    const fail = (): void => {
      end(() => {
        reject(new Error('no whole answer'));
      });
    };
    const take = (chunk: Buffer): void => {
      answer += chunk.toString('latin1');
      const bodyAt = answer.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1] ?? Number.NaN);
      if (bodyAt > 3 && answer.length >= bodyAt + length) {
        end(() => {
          resolve(answer);
        });
      }
    };
    socket.on('data', take).on('error', fail).on('close', fail);
    socket.write(text);
  });
}
