import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { load } from '../load.ts';
import type { Figure } from '../figure.ts';
import { startServerProcess, type ServerProcess } from '../processes.ts';
import type { Workplace } from '../run.ts';
import { PATH, signedCallback, type SignedCallback } from '../signed-events.ts';

const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 300);
const CONNECTIONS = 64;
const SLOW_CLIENTS = 100;
const SLICES = 10;
// One request in a hundred.
const BAD_EVERY = 100;

/** Minutes of load on the plain server: good callbacks, bad ones among them, and clients that never come to an end. */
export async function measureLoad({ keyFile }: Workplace): Promise<Figure[]> {
  const server = await startServerProcess(['dist/handlers/node/server.js'], {
    QUEUE: 'discard',
    PORT: '0',
    LOG_LEVEL: 'error',
    OSS_PUB_KEY_FILE: keyFile,
  });
  const slow = keepSlowClients(server.port);
  const good = Array.from({ length: 1_000 }, (_, index) => signedCallback(index));
  let sent = 0;
  let failed = 0;
  const p99: number[] = [];
  const resident: number[] = [];
  try {
    for (let slice = 0; slice < SLICES; slice += 1) {
      const until = performance.now() + (SECONDS * 1_000) / SLICES;
      while (performance.now() < until) {
        const bad = load([forged(good[sent % good.length])], options(server, CONNECTIONS / BAD_EVERY));
        const result = await load(good, options(server, CONNECTIONS - 1));
        await bad;
        sent += result.answered;
        failed += result.failed;
        p99.push(result.p99Ms);
      }
      resident.push(residentMiB(server));
    }
  } finally {
    slow.stop();
    await server.stop();
  }
  const settled = resident[Math.floor(SLICES / 3)] ?? Number.NaN;
  return [
    { what: `load ${SECONDS} s: good callbacks`, value: sent },
    { what: 'load: good ones that were not acknowledged', value: failed, atMost: 0 },
    { what: 'load: worst p99 ms', value: Math.max(...p99) },
    { what: 'load: slow clients that were cut', value: slow.cut(), atLeast: 1 },
    { what: 'load: resident MiB, end / after a third', value: (resident.at(-1) ?? Number.NaN) / settled, atMost: 1.1 },
  ];
}

// So many at once that one in a hundred is bad.
const options = ({ port }: ServerProcess, connections: number) => ({
  port,
  connections: Math.ceil(connections),
  keepAlive: false,
  requests: Math.ceil((2_000 * connections) / CONNECTIONS),
});

function forged(callback: SignedCallback | undefined): SignedCallback {
  const { body, ...rest } = callback ?? signedCallback(0);
  return { ...rest, body: body.replace('holiday', 'holidaz') };
}

/** Clients that send one octet of a body now and then; each that is cut is followed by another. */
function keepSlowClients(port: number): { stop(): void; cut(): number } {
  const sockets = new Set<Socket>();
  let cut = 0;
  let isStopped = false;
  const start = (): void => {
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.add(socket);
    socket.write(`POST ${PATH} HTTP/1.1\r\ncontent-length: 1000\r\n\r\n`);
    const drip = setInterval(() => socket.write('x'), 1_000);
    socket.on('error', () => undefined).resume();
    socket.once('close', () => {
      clearInterval(drip);
      sockets.delete(socket);
      if (isStopped) return;
      cut += 1;
      start();
    });
  };
  for (let client = 0; client < SLOW_CLIENTS; client += 1) start();
  return {
    cut: () => cut,
    stop() {
      isStopped = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}

function residentMiB({ child }: ServerProcess): number {
  const status = readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8');
  return Number(/VmRSS:\s*(\d+)/.exec(status)?.[1]) / 1024;
}
