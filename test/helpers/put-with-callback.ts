/** Base64 of a text, or of the JSON of a value. */
export const base64 = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64');

/** Uploads with a callback in the headers, to a simulator that asks for no signature. */
export function putWithCallback(
  endpoint: string,
  callback: unknown,
  { vars, headers = {}, body = 'x', path = '/bucket/key' }: PutOptions = {},
): Promise<Response> {
  return fetch(`${endpoint}${path}`, {
    method: 'PUT',
    body,
    headers: {
      ...(callback !== undefined && { 'x-oss-callback': base64(callback) }),
      ...(vars !== undefined && { 'x-oss-callback-var': base64(vars) }),
      ...headers,
    },
  });
}

interface PutOptions {
  readonly vars?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Bucket, key and query. */
  readonly path?: string;
}
