import type { FcCredentials, FcCredentialsProvider } from '../fc/credentials.ts';
import { untilAborted } from '../clock.ts';
import { SecretUnavailableError } from '../errors.ts';
import { defaultExport } from '../fc/default-export.ts';
import type { SecretSource } from './secret-source.ts';

/** Options of {@link createKmsSecretSource}. */
export interface KmsSecretSourceOptions {
  /** Name or ARN of a secret of KMS. */
  readonly name: string;
  /** Origin of KMS: `https://kms.<region>.aliyuncs.com`, or that of an instance. */
  readonly endpoint: string;
  readonly credentials: FcCredentialsProvider;
}

type Stage = 'ACSCurrent' | 'ACSPrevious';

/** Reads one version; `undefined` where there is none of that stage. */
type ReadVersion = (stage: Stage, keys: FcCredentials) => Promise<string | undefined>;

const READ_TIMEOUT_MS = 2_000;

/**
 * Creates the source of a secret in Alibaba Cloud KMS. The function needs `kms:GetSecretValue` on this one secret, and
 * `kms:Decrypt` where it is encrypted with a key of the user's own. Its client is loaded by the first reading.
 * https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-getsecretvalue
 */
export function createKmsSecretSource({ name, endpoint, credentials }: KmsSecretSourceOptions): SecretSource {
  let loading: Promise<ReadVersion> | undefined;
  async function readVersions(): Promise<string[]> {
    const readVersion = await (loading ??= loadClient(name, endpoint));
    const keys = credentials();
    const [current, previous] = await Promise.all([readVersion('ACSCurrent', keys), readVersion('ACSPrevious', keys)]);
    if (current === undefined) throw new Error('there is no such secret');
    return previous === undefined ? [current] : [current, previous];
  }
  return {
    name,
    async read(signal) {
      try {
        return await untilAborted(readVersions(), signal, () => new Error('no answer in time'));
      } catch (cause) {
        throw new SecretUnavailableError(name, reasonOf(cause), { cause });
      }
    },
  };
}

/** The client of all of Alibaba Cloud's APIs, which that of Function Compute 3.0 stands on: KMS's own would be loaded beside it. */
async function loadClient(name: string, endpoint: string): Promise<ReadVersion> {
  const [core, { RuntimeOptions }] = await Promise.all([
    import('@alicloud/openapi-core'),
    import('@darabonba/typescript'),
  ]);
  const { Config, OpenApiRequest, Params } = core.$OpenApiUtil;
  const Client = defaultExport(core.default);
  const { protocol, host } = new URL(endpoint);
  const action = new Params({
    action: 'GetSecretValue',
    version: '2016-01-20',
    protocol: protocol.slice(0, -1).toUpperCase(),
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  return async (VersionStage, { accessKeyId, accessKeySecret, securityToken = '' }) => {
    const client = new Client(new Config({ accessKeyId, accessKeySecret, securityToken, endpoint: host }));
    const request = new OpenApiRequest({ query: { SecretName: name, VersionStage } });
    const times = new RuntimeOptions({ connectTimeout: READ_TIMEOUT_MS, readTimeout: READ_TIMEOUT_MS });
    try {
      const answer = (await client.callApi(action, request, times)) as { readonly body?: unknown };
      return textOf(answer.body);
    } catch (error) {
      if (VersionStage === 'ACSPrevious' && codeOf(error) === 'Forbidden.ResourceNotFound') return undefined;
      throw error;
    }
  };
}

function textOf(body: unknown): string {
  const { SecretData, SecretDataType } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof SecretData !== 'string' || SecretData === '') throw new Error('it has no text');
  return SecretDataType === 'binary' ? Buffer.from(SecretData, 'base64').toString('utf8') : SecretData;
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

// Never a refusal's message: it may name what the role could read.
function reasonOf(cause: unknown): string {
  const { statusCode, message } = cause as { readonly statusCode?: unknown; readonly message?: unknown };
  if (typeof statusCode === 'number')
    return `GetSecretValue answered ${statusCode}, ${codeOf(cause) ?? 'no error code'}`;
  return typeof message === 'string' ? message : 'no answer';
}
