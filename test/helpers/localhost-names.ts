import dns from 'node:dns';

/**
 * Lets every name under `localhost` lead to loopback, as RFC 6761 wants it and not every system does: some APIs put a name of
 * their own before that of their endpoint.
 */
export function resolveLocalhostNames(): void {
  const { lookup } = dns;
  beforeAll(() => {
    const local = (name: string): string => (name.endsWith('.localhost') ? '127.0.0.1' : name);
    dns.lookup = ((name: string, ...rest: Parameters<typeof lookup> extends [string, ...infer Rest] ? Rest : never) => {
      lookup(local(name), ...rest);
    }) as typeof lookup;
  });
  afterAll(() => {
    dns.lookup = lookup;
  });
}
