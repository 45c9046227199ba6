import { isIP } from 'node:net';
import type { Env } from '../config.ts';

/** The settings that lead a command to another machine, each a URL. */
const SETTINGS = [
  'DATABASE_URL',
  'QUEUE_URL',
  'AWS_ENDPOINT_URL_SQS',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL',
] as const;

const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'http:': 80,
  'https:': 443,
};

/** What Node tells of a connection that did not come about: `hostname` of a name that is unknown, else address and port. */
type Place = Error & { readonly hostname?: unknown; readonly address?: unknown; readonly port?: unknown };

/** Finds which settings lead to where a connection failed. */
export function settingsBehind(error: Error, env: Env): string[] {
  // A name with several addresses fails once for each.
  const places: readonly Place[] = error instanceof AggregateError ? error.errors : [error];
  return SETTINGS.filter((name) => places.some((place) => leadsTo(place, env[name] ?? '')));
}

function leadsTo({ hostname, address, port }: Place, setting: string): boolean {
  if (!URL.canParse(setting)) return false;
  const url = new URL(setting);
  // PostgreSQL takes both also behind the question mark.
  const host = url.searchParams.get('host') ?? url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (hostname !== undefined) return hostname === host;
  const statedPort = Number(url.searchParams.get('port') ?? url.port) || DEFAULT_PORTS[url.protocol];
  // Which address a name had is not known any more.
  return port === statedPort && (address === host || isIP(host) === 0);
}
