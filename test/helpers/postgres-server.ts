import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { until } from './until.ts';

/** A PostgreSQL server of a test's own. */
export interface PostgresServer {
  /** Its superuser's URL, by TCP. */
  readonly url: string;
  readonly port: number;
  /** Ends it as a fail-over does, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Options of {@link startPostgresServer}. */
export interface PostgresServerOptions {
  /** Certificate and key, in PEM. Default: it speaks no TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

const DEBIAN = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs; `undefined` where none is installed. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts a server in a folder of its own, on a free port of the loopback interface. */
export async function startPostgresServer(
  programs: string,
  { tls }: PostgresServerOptions = {},
): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'oss-callback-postgres-'));
  const data = join(folder, 'data');
  const owner = ownerOf(programs);
  const give = (path: string): void => {
    if (owner) chownSync(path, owner.uid, owner.gid);
  };
  give(folder);
  const put = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600 });
    give(path);
    return path;
  };
  const passwords = put('password', 'secret\n');
  const initialise = [
    '-D',
    data,
    '-U',
    'test',
    '-A',
    'scram-sha-256',
    '--pwfile',
    passwords,
    '-E',
    'UTF8',
    '--no-sync',
  ];
  execFileSync(join(programs, 'initdb'), [...initialise, '--locale=C'], { ...owner, stdio: 'pipe' });
  const certificate = tls && { cert: put('server.crt', tls.cert), key: put('server.key', tls.key) };
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    fsync: 'off',
    ...(certificate && { ssl: 'on', ssl_cert_file: certificate.cert, ssl_key_file: certificate.key }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const url = `postgres://test:secret@127.0.0.1:${port}/postgres`;

  async function start() {
    const child = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...owner,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let log = '';
    child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    await until(`PostgreSQL to start: ${log}`, () => child.exitCode !== null || answers(url), 60_000);
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended: ${log}`);
    return child;
  }
  let running = await start();
  const end = async (): Promise<void> => {
    const ended = once(running, 'exit');
    // Its "fast" shutdown: clients are cut off.
    running.kill('SIGINT');
    await ended;
  };
  return {
    url,
    port,
    async restart() {
      await end();
      running = await start();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root: then it runs as who owns it on Debian. */
function ownerOf(programs: string): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { cwd: programs }).toString());
  return { uid: id('-u'), gid: id('-g') };
}
