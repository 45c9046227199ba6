import type { Env } from '../../config.ts';
import type { FcCredentials } from '../../fc/credentials.ts';
import { LOOPBACK } from '../local-port.ts';
import type { FcSettings } from './fc-settings.ts';

/** What the local functions sign with, and the local Function Compute lets in. */
export const LOCAL_ROLE: FcCredentials = {
  accessKeyId: 'STS.local',
  accessKeySecret: 'local',
  securityToken: 'local',
};

/** The names under which the worker is invoked over the API of 2.0 and of 3.0. */
export const WORKER_NAMES = { 2: 'oss-callback/worker', 3: 'worker' } as const;

/** The name of the worker's failure destination, whichever API is spoken. */
export const DEAD_LETTERS_NAME = 'dead-letters';

/** The functions of a local run. */
export type LocalFunction = 'receiver' | 'worker' | 'deadLetters';

/** Options of {@link fcEnvironment}. */
export interface FcEnvironmentOptions {
  /** The environment of the shell: what it states wins, apart from credentials and ports. */
  readonly env: Env;
  readonly settings: FcSettings;
  readonly databaseUrl: string;
  /** The keys that the receiver trusts beside OSS's own: that of the local OSS, and the user's. */
  readonly trustedKeysFile: string;
}

/** Makes the environments of the local functions. */
export function fcEnvironment(options: FcEnvironmentOptions): Readonly<Record<LocalFunction, Env>> {
  const { env, settings, databaseUrl, trustedKeysFile } = options;
  const common: Env = {
    TRUST: 'signature',
    QUEUE: 'fc',
    STORE: 'postgres',
    DATABASE_URL: databaseUrl,
    FC_ACCOUNT_ID: '1000000000000000',
    ...env,
    IS_OFFLINE: 'true',
    HOST: LOOPBACK,
    FC_API: String(settings.api),
    FC_WORKER: WORKER_NAMES[settings.api],
    FC_ENDPOINT: `http://${LOOPBACK}:${settings.fcPort}`,
    // The local service takes no others: a person's own have no business there.
    ALIBABA_CLOUD_ACCESS_KEY_ID: LOCAL_ROLE.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: LOCAL_ROLE.accessKeySecret,
    ALIBABA_CLOUD_SECURITY_TOKEN: LOCAL_ROLE.securityToken,
    OSS_PUB_KEY_FILE: trustedKeysFile,
  };
  return {
    receiver: { ...common, PORT: String(settings.httpPort) },
    worker: { ...common, PORT: String(settings.workerPort) },
    deadLetters: { ...common, PORT: String(settings.deadLettersPort) },
  };
}
