import type { Env } from '../config.ts';
import { LOCAL_CREDENTIALS } from '../simulator/auth/credentials.ts';
import { LOOPBACK } from './local-port.ts';
import type { LocalSettings } from './local-settings.ts';
import type { TemplateValue } from './serverless.ts';

/** The bucket that local policies are for and local reconciliations list. The local OSS takes any. */
export const LOCAL_BUCKET = 'my-bucket';

/** What a local run's policies are asked for with. No secret: it opens nothing but an OSS on loopback. */
export const LOCAL_POLICY_TOKEN = 'local-upload-policy-token';

/** Where a local run posts callbacks that a policy pins, unless `CALLBACK_PATH` says otherwise. */
const CALLBACK_PATH = '/oss/callback';

// Who states one of them means an OSS of his own, and has to state the others.
const OWN_OSS = ['OSS_REGION', 'OSS_ENDPOINT', 'OSS_CREDENTIALS', 'OSS_CREDENTIALS_NAME'];

/**
 * What a function is told of OSS in a local run, of what it declares: the local OSS, its credentials and a bucket, unless
 * the shell states its own.
 */
export function localOssEnvironment(
  declared: Readonly<Record<string, TemplateValue>>,
  { env, settings }: { readonly env: Env; readonly settings: Pick<LocalSettings, 'httpPort' | 'ossPort'> },
): Record<string, string> {
  const url = (port: number): string => `http://${LOOPBACK}:${port}`;
  const oss = {
    OSS_REGION: 'cn-hangzhou',
    OSS_ENDPOINT: url(settings.ossPort),
    OSS_CREDENTIALS: JSON.stringify(LOCAL_CREDENTIALS),
  };
  const defaults: Readonly<Record<string, string>> = {
    ...(OWN_OSS.some((name) => env[name]) ? {} : oss),
    UPLOAD_BUCKET: LOCAL_BUCKET,
    RECONCILE_PREFIXES: `${LOCAL_BUCKET}/`,
    OSS_CALLBACK_URL: `${url(settings.httpPort)}${env['CALLBACK_PATH'] || CALLBACK_PATH}`,
    ...(env['UPLOAD_POLICY_TOKEN_NAME'] ? {} : { UPLOAD_POLICY_TOKEN: LOCAL_POLICY_TOKEN }),
  };
  // A secret is declared by its name alone.
  const isWanted = (name: string): boolean => name in declared || `${name}_NAME` in declared;
  return Object.fromEntries(
    Object.entries(defaults).flatMap(([name, value]) => (isWanted(name) ? [[name, env[name] || value]] : [])),
  );
}
