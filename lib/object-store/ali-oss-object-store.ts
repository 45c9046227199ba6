import OSS from 'ali-oss';
import { untilAborted } from '../clock.ts';
import { ObjectStoreUnavailableError } from '../errors.ts';
import type { OssCredentials } from '../oss-credentials.ts';
import type { HeadObject, ObjectPage, ObjectStore } from './object-store.ts';

/** Options of {@link createAliOssObjectStore}. */
export interface AliOssObjectStoreOptions {
  /** Region of every bucket asked about, as signatures spell it, `cn-hangzhou`. */
  readonly region: string;
  /** Origin of OSS in that region, or of a local one. */
  readonly endpoint: string;
  /** Asked before each call, so it caches what is costly. They need `oss:GetObject` and, to list, `oss:ListObjects`. */
  readonly credentials: (signal: AbortSignal) => Promise<OssCredentials>;
  /** Milliseconds that one call may take. Default 3000. */
  readonly timeoutMs?: number;
}

/** Creates the view of OSS through the vendor's own client, signing with version 4. */
export function createAliOssObjectStore(options: AliOssObjectStoreOptions): ObjectStore {
  const { region, endpoint, credentials, timeoutMs = 3_000 } = options;

  async function ask<T>(bucket: string, call: (client: OSS) => Promise<T>, signal: AbortSignal): Promise<T> {
    const { accessKeyId, accessKeySecret, securityToken } = await credentials(signal);
    const client = new OSS({
      accessKeyId,
      accessKeySecret,
      ...(securityToken === undefined ? {} : { stsToken: securityToken, ...NEVER_REFRESHED }),
      region: `oss-${region}`,
      endpoint,
      bucket,
      authorizationV4: true,
      timeout: timeoutMs,
    });
    const late = (): Error => new ObjectStoreUnavailableError(bucket, 'no answer in time');
    return untilAborted(call(client), signal, late);
  }

  return {
    async head({ bucket, key }, signal) {
      try {
        const { res } = await ask(bucket, (client) => client.head(key), signal);
        return headersToObject(bucket, res.headers as Readonly<Record<string, unknown>>);
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw unavailable(bucket, error);
      }
    },
    async list({ bucket, prefix, after, limit }, signal) {
      const query = {
        prefix,
        'max-keys': String(limit),
        'encoding-type': 'url' as const,
        ...(after === undefined ? {} : { 'start-after': after }),
      };
      try {
        return resultToPage(await ask(bucket, (client) => client.listV2(query), signal));
      } catch (error) {
        throw unavailable(bucket, error);
      }
    },
  };
}

// The credentials are ours to renew: a client lives for one call. The library warns where nobody says so.
const NEVER_REFRESHED = {
  refreshSTSTokenInterval: Number.MAX_SAFE_INTEGER,
  refreshSTSToken: (): Promise<never> => Promise.reject(new Error('credentials are renewed by whoever hands them in')),
};

function headersToObject(bucket: string, headers: Readonly<Record<string, unknown>>): HeadObject {
  const { etag, 'content-length': size, 'last-modified': lastModified, 'content-type': mimeType } = headers;
  const object = { etag: toEtag(etag), size: Number(size), lastModified: Date.parse(String(lastModified)) };
  if (object.etag === '' || !Number.isSafeInteger(object.size) || Number.isNaN(object.lastModified)) {
    throw new ObjectStoreUnavailableError(bucket, 'the answer to HEAD lacks ETag, Content-Length or Last-Modified');
  }
  return typeof mimeType === 'string' ? { ...object, mimeType } : object;
}

function resultToPage({ objects, isTruncated }: OSS.ListV2ObjectResult): ObjectPage {
  return {
    objects: objects.map(({ name, etag, size, lastModified }) => ({
      key: decodeURIComponent(name.replaceAll('+', '%20')),
      etag: toEtag(etag),
      size,
      lastModified: Date.parse(lastModified),
    })),
    isTruncated,
  };
}

const toEtag = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('"', '').toUpperCase() : '');

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  // The client gives a negative status to what was never answered.
  return typeof error.status === 'number' && error.status > 0 ? error.status : undefined;
}

function unavailable(bucket: string, error: unknown): ObjectStoreUnavailableError {
  if (error instanceof ObjectStoreUnavailableError) return error;
  const status = statusOf(error);
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'no answer';
  const reason = status === undefined ? code : `status ${status}, ${code}`;
  return new ObjectStoreUnavailableError(bucket, reason, { cause: error, status });
}
