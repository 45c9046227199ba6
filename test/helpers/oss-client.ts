import { createRequire } from 'node:module';
import type { SimulatorCredentials } from '../../lib/simulator/auth/credentials.ts';

/** A reply as ali-oss hands it on. */
export interface OssResult {
  readonly name: string;
  readonly etag?: string;
  /** The callback server's answer. */
  readonly data?: unknown;
  readonly content?: Buffer;
  readonly res: { readonly status: number; readonly headers: Readonly<Record<string, string>> };
}

/** The callback option of ali-oss. */
export interface OssCallback {
  readonly url: string;
  readonly body: string;
  readonly contentType?: string;
  readonly host?: string;
  readonly callbackSNI?: boolean;
  readonly customValue?: Readonly<Record<string, string | number>>;
}

/** Options of an upload by ali-oss. */
export interface OssUploadOptions {
  readonly callback?: OssCallback;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mime?: string;
  readonly meta?: Readonly<Record<string, string>>;
  readonly partSize?: number;
  readonly parallel?: number;
}

interface ListedObject {
  readonly name: string;
  readonly size: number;
  readonly etag: string;
}

/** What the tests use of ali-oss 6, which has no types of its own. */
export interface OssClient {
  put(name: string, content: Buffer, options?: OssUploadOptions): Promise<OssResult>;
  putStream(name: string, stream: NodeJS.ReadableStream, options?: OssUploadOptions): Promise<OssResult>;
  multipartUpload(name: string, content: Buffer | string, options?: OssUploadOptions): Promise<OssResult>;
  initMultipartUpload(name: string): Promise<{ readonly uploadId: string }>;
  uploadPart(
    name: string,
    uploadId: string,
    part: number,
    content: Buffer,
    from: number,
    to: number,
  ): Promise<OssResult>;
  listParts(name: string, uploadId: string): Promise<{ readonly parts: readonly { readonly PartNumber: string }[] }>;
  listUploads(query: object): Promise<{
    readonly uploads: readonly { readonly name: string; readonly uploadId: string }[];
    readonly isTruncated: boolean;
    readonly nextKeyMarker: string;
    readonly nextUploadIdMarker: string;
  }>;
  completeMultipartUpload(
    name: string,
    uploadId: string,
    parts: readonly { readonly number: number; readonly etag: string }[],
    options?: OssUploadOptions,
  ): Promise<OssResult>;
  abortMultipartUpload(name: string, uploadId: string): Promise<OssResult>;
  get(name: string, options?: object): Promise<OssResult>;
  getStream(name: string): Promise<{ readonly stream: NodeJS.ReadableStream }>;
  head(name: string): Promise<OssResult & { readonly meta: Readonly<Record<string, string>> | null }>;
  getObjectMeta(name: string): Promise<OssResult>;
  delete(name: string): Promise<OssResult>;
  deleteMulti(names: readonly string[]): Promise<{ readonly deleted: readonly { readonly Key: string }[] }>;
  list(query: object): Promise<{ readonly objects: readonly ListedObject[]; readonly nextMarker: string | null }>;
  listV2(query: object): Promise<{
    readonly objects: readonly ListedObject[];
    readonly prefixes: readonly string[] | null;
    readonly keyCount: number;
    readonly isTruncated: boolean;
    readonly nextContinuationToken: string | null;
  }>;
  listBuckets(): Promise<unknown>;
  signatureUrl(name: string, options: object): string;
  signatureUrlV4(method: string, expires: number, request: object, name: string): Promise<string>;
  calculatePostSignature(policy: object): {
    readonly OSSAccessKeyId: string;
    readonly Signature: string;
    readonly policy: string;
  };
  signPostObjectPolicyV4(policy: object, date: Date): string;
}

/** How to reach an OSS, real or not. */
export interface OssAddress extends SimulatorCredentials {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
}

/** An error as ali-oss throws it. */
export interface OssClientError extends Error {
  readonly status: number;
  readonly code: string;
  readonly ecCode?: string;
  readonly requestId: string;
  readonly hostId: string;
}

type Constructor = new (options: object) => OssClient;
const AliOss = createRequire(import.meta.url)('ali-oss') as Constructor;

/** Creates an unmodified ali-oss client; V1 signatures unless told otherwise. */
export function createOssClient(
  address: OssAddress,
  {
    v4 = false,
    // For `localhost` the bucket goes into the path; for an IP address ali-oss puts it into the Host header.
    sldEnable = address.endpoint.startsWith('http://localhost'),
  }: { readonly v4?: boolean; readonly sldEnable?: boolean } = {},
): OssClient {
  const { securityToken, ...rest } = address;
  const token = securityToken === undefined ? {} : { stsToken: securityToken, refreshSTSToken: () => ({}) };
  return new AliOss({
    ...rest,
    ...token,
    sldEnable,
    authorizationV4: v4,
  });
}

/** Waits for an upload to fail and gives the error of ali-oss. */
export async function failureOf(upload: Promise<unknown>): Promise<OssClientError> {
  const [outcome] = await Promise.allSettled([upload]);
  if (outcome.status === 'rejected') return outcome.reason as OssClientError;
  throw new Error('expected the upload to fail');
}
