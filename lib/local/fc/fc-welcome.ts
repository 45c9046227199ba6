import { formatTryIt } from '../welcome.ts';
import { LOCAL_CREDENTIALS } from '../../simulator/auth/credentials.ts';
import { LOOPBACK } from '../local-port.ts';
import { WORKER_NAMES } from './fc-environment.ts';
import type { FcSettings } from './fc-settings.ts';

/** Writes what a person sees once everything listens: where, and what to try next. */
export function formatFcWelcome(settings: FcSettings, databaseUrl: string): string {
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
${formatTryIt({
  httpPort: settings.httpPort,
  ossPort: settings.ossPort,
  list: `STORE=postgres DATABASE_URL=${databaseUrl} npx oss-callback uploads list`,
})}`;
}
