/** Where an API is. */
export interface Endpoint {
  readonly endpoint: string;
  readonly protocol: 'http' | 'https';
}

/** Reads an endpoint as a variable states it, `https://host:port` or `host`; `fallback` where it does not. Always https but where it says otherwise. */
export function readEndpoint(stated: string | undefined, fallback: string): Endpoint {
  const [, protocol = 'https', host = ''] = /^(?:(https?):\/\/)?([^/]+)\/?$/.exec(stated || fallback) ?? [];
  return { endpoint: host, protocol: protocol === 'http' ? 'http' : 'https' };
}
