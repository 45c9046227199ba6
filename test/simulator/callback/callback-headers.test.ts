import { hostAndPort } from '../../../lib/simulator/callback/callback-headers.ts';

describe(hostAndPort, () => {
  it.each([
    { scheme: 'http', port: undefined, expected: 'a.com' },
    { scheme: 'http', port: '80', expected: 'a.com' },
    { scheme: 'http', port: '443', expected: 'a.com:443' },
    { scheme: 'https', port: '443', expected: 'a.com' },
    { scheme: 'https', port: '80', expected: 'a.com:80' },
  ] as const)('says $expected for $scheme and port $port', ({ scheme, port, expected }) => {
    expect(hostAndPort({ scheme, host: 'a.com', ...(port && { port }) })).toBe(expected);
  });
});
