import { createHmac } from 'node:crypto';
import type { SimulatorCredentials } from '../../simulator/auth/credentials.ts';
import { v1Signature, v1StringToSign } from '../../simulator/auth/v1-signature.ts';
import { FAULT_HEADER } from '../../simulator/fault-queue.ts';

/** An upload that the page has asked for. */
export interface PageUpload {
  readonly transport: 'put' | 'form' | 'multipart';
  readonly bucket: string;
  readonly object: string;
  readonly mimeType: string;
  /** The callback's JSON as it stands in the editor, right or wrong; empty for none. */
  readonly callback: string;
  /** The custom variables' JSON as it stands in the editor; empty for none. */
  readonly vars: string;
  /** Faults for the local OSS to play; empty for none. */
  readonly faults: string;
  readonly content: Buffer;
}

/** A reply of the local OSS. */
export interface OssAnswer {
  readonly status: number;
  readonly requestId: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Options of {@link createLocalOssClient}. */
export interface LocalOssClientOptions {
  readonly url: string;
  readonly credentials: SimulatorCredentials;
}

/** Uploads to the local OSS as a client would, and shows what is there. */
export interface LocalOssClient {
  /** Resolves to OSS's last answer, whatever it is. */
  upload(upload: PageUpload): Promise<OssAnswer>;
  get(bucket: string, object: string): Promise<OssAnswer>;
}

const PART_BYTES = 1_048_576;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Creates the client. What stands in the editor is sent as it stands: what is wrong with it is for OSS to say. */
export function createLocalOssClient({ url, credentials }: LocalOssClientOptions): LocalOssClient {
  interface Call {
    readonly method: string;
    readonly bucket: string;
    readonly object: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Buffer;
  }
  async function call({
    method,
    bucket,
    object,
    query = {},
    headers = {},
    body,
  }: Call): Promise<OssAnswer & { readonly etag: string }> {
    const date = new Date().toUTCString();
    const signed = { method, bucket, key: object, query: new Map(Object.entries(query)), headers };
    const signature = v1Signature(v1StringToSign(signed, date), credentials.accessKeySecret);
    const search = Object.entries(query).map(([name, value]) => (value === '' ? name : `${name}=${value}`));
    const path = object.split('/').map(encodeURIComponent).join('/');
    return send(`${url}/${bucket}/${path}${search.length === 0 ? '' : `?${search.join('&')}`}`, {
      method,
      headers: { ...headers, date, authorization: `OSS ${credentials.accessKeyId}:${signature}` },
      ...(body && { body: new Uint8Array(body) }),
    });
  }

  async function put(upload: PageUpload): Promise<OssAnswer> {
    const headers = { 'content-type': upload.mimeType, ...callbackHeaders(upload) };
    return call({ method: 'PUT', ...at(upload), headers, body: upload.content });
  }

  async function multipart(upload: PageUpload): Promise<OssAnswer> {
    const { content } = upload;
    const type = { 'content-type': upload.mimeType };
    const begun = await call({ method: 'POST', ...at(upload), query: { uploads: '' }, headers: type });
    const uploadId = /<UploadId>([^<]+)/.exec(begun.body.toString())?.[1];
    if (uploadId === undefined) return begun;
    const parts: string[] = [];
    for (let from = 0; from === 0 || from < content.length; from += PART_BYTES) {
      const partNumber = String(parts.length + 1);
      const body = content.subarray(from, from + PART_BYTES);
      const part = await call({ method: 'PUT', ...at(upload), query: { partNumber, uploadId }, body });
      if (part.status !== 200) return part;
      const { etag } = part;
      parts.push(`<Part><PartNumber>${partNumber}</PartNumber><ETag>${etag}</ETag></Part>`);
    }
    const xml = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`;
    const headers = { 'content-type': 'application/xml', ...callbackHeaders(upload) };
    return call({ method: 'POST', ...at(upload), query: { uploadId }, headers, body: Buffer.from(xml) });
  }

  async function form(upload: PageUpload): Promise<OssAnswer> {
    const { bucket, object, callback, vars, faults, content, mimeType } = upload;
    const expiration = new Date(Date.now() + 600_000).toISOString();
    const policy = base64(JSON.stringify({ expiration, conditions: [{ bucket }, { key: object }] }));
    const fields = new FormData();
    fields.set('key', object);
    fields.set('OSSAccessKeyId', credentials.accessKeyId);
    fields.set('policy', policy);
    fields.set('Signature', createHmac('sha1', credentials.accessKeySecret).update(policy).digest('base64'));
    fields.set('success_action_status', '200');
    if (callback !== '') fields.set('callback', base64(callback));
    for (const [name, value] of Object.entries(readVars(vars))) fields.set(name, String(value));
    fields.set('file', new Blob([new Uint8Array(content)], { type: mimeType }), object.split('/').at(-1));
    const headers = faults === '' ? {} : { [FAULT_HEADER]: faults };
    return send(`${url}/${bucket}`, { method: 'POST', body: fields, headers });
  }

  return {
    upload: (upload) => ({ put, form, multipart })[upload.transport](upload),
    get: (bucket, object) => call({ method: 'GET', bucket, object }),
  };
}

const at = ({ bucket, object }: PageUpload) => ({ bucket, object });

function callbackHeaders({ callback, vars, faults }: PageUpload): Record<string, string> {
  return {
    ...(callback !== '' && { 'x-oss-callback': base64(callback) }),
    ...(vars !== '' && { 'x-oss-callback-var': base64(vars) }),
    ...(faults !== '' && { [FAULT_HEADER]: faults }),
  };
}

async function send(url: string, init: RequestInit): Promise<OssAnswer & { readonly etag: string }> {
  const response = await fetch(url, init);
  return {
    status: response.status,
    requestId: response.headers.get('x-oss-request-id') ?? '',
    contentType: response.headers.get('content-type') ?? '',
    etag: response.headers.get('etag') ?? '',
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** In a form each variable is a field of its own: what cannot be read has none. */
function readVars(vars: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(vars)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
