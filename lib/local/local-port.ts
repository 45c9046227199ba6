import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { pause } from '../clock.ts';
import { ConfigInvalidError } from '../errors.ts';

/** Everything local listens here: nothing of a developer's machine is shown to the network. */
export const LOOPBACK = '127.0.0.1';

/** What listens on a port of this machine, for people. */
export interface LocalPort {
  /** What it is for: `SQS`. */
  readonly service: string;
  readonly port: number;
  /** The environment variable that moves it. */
  readonly variable: string;
}

/**
 * Finds out whether a port can be listened on.
 * @throws {ConfigInvalidError} naming the port, what wanted it and the variable that moves it.
 */
export async function assertPortIsFree({ service, port, variable }: LocalPort): Promise<void> {
  const server = createServer();
  try {
    await listenOn(server, port);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code ?? 'unknown error'})`;
    throw new ConfigInvalidError(
      `Port ${port} of ${LOOPBACK}, for ${service}, ${why}. ` +
        `Stop the program that has it (maybe another run of this one), or choose another: ${variable}=${port + 10000 > 65535 ? port - 1000 : port + 10000}`,
      { cause },
    );
  }
  await new Promise((resolve) => server.close(resolve));
}

/** Resolves once a server listens on a loopback port; rejects with the system's own error. */
export function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Resolves once something listens on a loopback port, or when `signal` aborts. */
export async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const socket = connect(port, LOOPBACK);
    try {
      await once(socket, 'connect', { signal });
      return;
    } catch {
      await pause(100, signal);
    } finally {
      socket.destroy();
    }
  }
}
