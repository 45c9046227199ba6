import type { ConnectionOptions } from 'node:tls';
import type { PoolConfig } from 'pg';
import { ConfigInvalidError } from '../errors.ts';

/** What {@link parseDatabaseUrl} makes of a URL. */
export interface ParsedDatabaseUrl {
  readonly connection: Pick<PoolConfig, 'connectionString' | 'options' | 'ssl'>;
  /** Schema that the URL names; absent where the server decides. */
  readonly schema?: string;
}

type Tls = ConnectionOptions | false;

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const IDENTIFIER = /^[a-z_][a-z0-9_]{0,62}$/;
// What libpq would send in clear or take from anyone is not offered: it looks encrypted, and is not.
const SSL_MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;

/**
 * Reads a database's URL. `sslmode` means what it means to libpq: `disable`; `require`, which encrypts and takes any
 * certificate; `verify-ca`; `verify-full`, the default but on loopback and on sockets. With a `ca` in PEM, `require` is
 * `verify-ca`. `search_path` names the schema.
 * https://www.postgresql.org/docs/current/libpq-ssl.html
 * @throws {ConfigInvalidError} where it is no such URL; the message never has its password.
 */
export function parseDatabaseUrl(text: string, { ca }: { readonly ca?: string | undefined } = {}): ParsedDatabaseUrl {
  const url = parseUrl(text);
  const mode = url.searchParams.get('sslmode') ?? (isLocal(url) ? 'disable' : 'verify-full');
  const schema = url.searchParams.get('search_path');
  if (schema !== null && !IDENTIFIER.test(schema)) {
    throw new ConfigInvalidError(
      `search_path of DATABASE_URL must be the name of one schema in lower case, got ${quote(schema)}`,
    );
  }
  const stated = url.searchParams.get('options');
  for (const name of ['sslmode', 'search_path', 'options']) url.searchParams.delete(name);
  const options = [...(stated === null ? [] : [stated]), ...(schema === null ? [] : [`-c search_path=${schema}`])];
  return {
    connection: {
      connectionString: url.href,
      ssl: sslOf(mode, { ca, host: url.searchParams.get('host') ?? url.hostname }),
      ...(options.length > 0 && { options: options.join(' ') }),
    },
    ...(schema !== null && { schema }),
  };
}

function parseUrl(text: string): URL {
  if (/^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text)) return new URL(text);
  throw new ConfigInvalidError(
    'DATABASE_URL must be a URL like postgres://user:password@host:5432/database, with what is special percent-encoded',
  );
}

/** Whether nobody but this machine is on the way; a socket's folder begins with a slash. */
function isLocal({ hostname, searchParams }: URL): boolean {
  const host = searchParams.get('host') ?? decodeURIComponent(hostname);
  return host === '' || host.startsWith('/') || LOOPBACK.test(host);
}

function sslOf(mode: string, { ca, host }: { readonly ca: string | undefined; readonly host: string }): Tls {
  // `host` is passed explicitly: without one Node checks a server given by IP against the name `localhost`.
  const trusted = ca === undefined ? { host } : { host, ca };
  const anyName = { ...trusted, checkServerIdentity: () => undefined };
  switch (mode as (typeof SSL_MODES)[number]) {
    case 'disable':
      return false;
    case 'require':
      return ca === undefined ? { host, rejectUnauthorized: false } : anyName;
    case 'verify-ca':
      return anyName;
    case 'verify-full':
      return trusted;
    default:
      throw new ConfigInvalidError(
        `sslmode of DATABASE_URL must be one of ${SSL_MODES.join(', ')}, got ${quote(mode)}`,
      );
  }
}

const quote = (value: string): string => JSON.stringify(value);
