import { formatTryIt } from '../welcome.ts';
import { LOCAL_CREDENTIALS } from '../../simulator/auth/credentials.ts';
import { parseTrust } from '../../trust.ts';
import { LOOPBACK } from '../local-port.ts';
import { WORKER_NAMES } from './fc-environment.ts';
import type { FcSettings } from './fc-settings.ts';

/** What a person is told of. */
export interface FcWelcomeSettings extends FcSettings {
  readonly databaseUrl: string;
  /** The rules of a callback, as the shell has them: `TRUST`. Default `signature`. */
  readonly trust?: string | undefined;
}

/** Writes what a person sees once everything listens: where, and what to try next. */
export function formatFcWelcome({ databaseUrl, trust, ...settings }: FcWelcomeSettings): string {
  const takesTickets = parseTrust(trust || 'signature').includes('ticket');
  const list = `STORE=postgres DATABASE_URL=${databaseUrl} npx oss-callback uploads list`;
  const url = (port: number): string => `http://${LOOPBACK}:${port}`;
  return `
OSS upload callbacks are received on this machine, as on Function Compute. Nothing of it is open to the network.

  Callback URL      ${url(settings.httpPort)}/  (any path)
  Function Compute  ${url(settings.fcPort)}  APIs 2.0 and 3.0; the receiver speaks ${settings.api}.0 and invokes ${WORKER_NAMES[settings.api]}
  Worker            ${url(settings.workerPort)}  POST /invoke
  Dead letters      ${url(settings.deadLettersPort)}  POST /invoke; what the worker failed to process for good
  PostgreSQL        ${databaseUrl}
  OSS               ${url(settings.ossPort)}  any bucket; key id ${LOCAL_CREDENTIALS.accessKeyId}, secret ${LOCAL_CREDENTIALS.accessKeySecret}
  Data              ${settings.dir}  (kept over a restart; delete it to begin anew)
${takesTickets ? formatTryTicket(list) : formatTryIt({ ...settings, list })}`;
}

/** Writes how to upload where a callback without a ticket is refused, and no function of the run issues any. */
function formatTryTicket(list: string): string {
  return `
Under this TRUST a callback without a ticket is refused, and nothing here issues tickets. Your own server does so: give its
createUploadPolicy the OSS_TICKET_SECRET of this shell, the callback URL and the OSS above. In another terminal, after an upload:

  ${list}

TRUST=ticket npm start has a policy endpoint of its own; without TRUST, callbacks are taken as OSS signs them.

Ctrl-C stops it.
`;
}
