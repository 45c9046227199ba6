/** What goes back to OSS: always JSON, always with its length, never chunked. */
export interface Reply {
  readonly status: number;
  /** Names in lower case; `content-length` counts octets. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text without BOM. */
  readonly body: string;
}

/** Makes a reply that OSS can use: it wants Content-Length and refuses a chunked body. */
export function jsonReply(status: number, value: unknown): Reply {
  const body = JSON.stringify(value);
  return {
    status,
    headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
    body,
  };
}
