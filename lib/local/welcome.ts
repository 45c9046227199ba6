import { LOCAL_CREDENTIALS } from '../simulator/auth/credentials.ts';
import type { DeclaredResources } from './declared-resources.ts';
import { parseTrust } from '../trust.ts';
import { LOOPBACK } from './local-port.ts';
import { LOCAL_BUCKET, LOCAL_POLICY_TOKEN } from './local-oss-environment.ts';
import type { LocalSettings } from './local-settings.ts';

// A callback that OSS signed. https://www.alibabacloud.com/help/doc-detail/31989.htm
const SAMPLE = {
  target: '/index.php?id=1&index=2',
  body: 'bucket=yonghu-test',
  authorization: 'kKQeGTRccDKyHB3H9vF+xYMSrmhMZjzzl2/kdD1ktNVgbWEfYTQG0G2SU/RaHBovRCE8OkQDjC3uG33esH2txA==',
  pubKeyUrl: 'aHR0cDovL2dvc3NwdWJsaWMuYWxpY2RuLmNvbS9jYWxsYmFja19wdWJfa2V5X3YxLnBlbQ==',
};

/** What a person is told of. */
export interface WelcomeSettings extends LocalSettings {
  /** The rules of a callback, as the shell has them: `TRUST`. Default `signature`. */
  readonly trust?: string | undefined;
}

/** Writes what a person sees once everything listens: where, and what to try next. */
export function formatWelcome(settings: WelcomeSettings, { queues, tables }: DeclaredResources): string {
  const url = (port: number) => `http://${LOOPBACK}:${port}`;
  const names = (resources: readonly { readonly name: string }[]) => resources.map(({ name }) => name).join(', ');
  const takesTickets = parseTrust(settings.trust || 'signature').includes('ticket');
  const elsewhere = settings.dynamodbPort === 8000 ? '' : `DYNAMODB_PORT=${settings.dynamodbPort} `;
  const list = `${elsewhere}npx oss-callback uploads list --local`;
  return `
OSS upload callbacks are received on this machine. Nothing of it is open to the network.

  Console       ${url(settings.consolePort)}  (drop a file there and watch it travel)
  Callback URL  ${url(settings.httpPort)}/  (any path)
  SQS           ${url(settings.sqsPort)}  ${names(queues)}
  DynamoDB      ${url(settings.dynamodbPort)}  ${names(tables)}
  OSS           ${url(settings.ossPort)}  any bucket; key id ${LOCAL_CREDENTIALS.accessKeyId}, secret ${LOCAL_CREDENTIALS.accessKeySecret}
  Policies      POST ${url(settings.httpPort)}/upload-policy  bucket ${LOCAL_BUCKET}; bearer token ${LOCAL_POLICY_TOKEN}
  Lambda        ${url(settings.lambdaPort)}
  Data          ${settings.dir}  (kept over a restart; delete it to begin anew)
${takesTickets ? formatTryTicket({ ...settings, list }) : formatTryIt({ ...settings, list })}`;
}

/** Writes how to upload where a callback without a ticket is refused. */
function formatTryTicket({ httpPort, list }: Omit<TryIt, 'ossPort'>): string {
  const policyUrl = `http://${LOOPBACK}:${httpPort}/upload-policy`;
  return `
Under this TRUST a callback without a ticket is refused. In another terminal, ask for a policy, as your clients do:

  curl ${policyUrl} -H 'authorization: Bearer ${LOCAL_POLICY_TOKEN}' -d '{"key":"uploads/a.txt"}'

Save the client that stands in README.md under "Tickets" as upload.mjs, let it upload, and see what the worker made of it:

  POLICY_URL=${policyUrl} node upload.mjs
  ${list}

Ctrl-C stops it.
`;
}

/** What a person may try, in another terminal. */
export interface TryIt {
  readonly httpPort: number;
  readonly ossPort: number;
  /** The command that lists what the worker made of it. */
  readonly list: string;
}

/** Writes how to send a callback and how to upload a file, and how to end it all. */
export function formatTryIt({ httpPort, ossPort, list }: TryIt): string {
  const httpUrl = `http://${LOOPBACK}:${httpPort}`;
  return `
In another terminal, post a callback that OSS really signed, and see what the worker made of it:

  curl '${httpUrl}${SAMPLE.target}' -d ${SAMPLE.body} \\
    -H 'authorization: ${SAMPLE.authorization}' \\
    -H 'x-oss-pub-key-url: ${SAMPLE.pubKeyUrl}'
  ${list}

Or upload a file to the local OSS, which calls back as the real one does (npm run demo shows it all):

  new OSS({ endpoint: 'http://localhost:${ossPort}', sldEnable: true, bucket: 'my-bucket',
    accessKeyId: '${LOCAL_CREDENTIALS.accessKeyId}', accessKeySecret: '${LOCAL_CREDENTIALS.accessKeySecret}' })
    .put('a.txt', Buffer.from('hello'), { callback: { url: '${httpUrl}/', body: 'bucket=\${bucket}&object=\${object}' } })

Ctrl-C stops it.
`;
}
