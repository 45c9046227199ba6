import { isOwnRequest, SECURITY_HEADERS } from '../../../lib/console/server/guard.ts';

describe('isOwnRequest', () => {
  it.each([
    { host: '127.0.0.1:9201' },
    { host: 'localhost:9201' },
    { host: 'localhost:9201', origin: 'http://localhost:9201', 'sec-fetch-site': 'same-origin' },
    { host: '127.0.0.1:9201', 'sec-fetch-site': 'none' },
  ])('lets %j in', (headers) => {
    expect(isOwnRequest(headers, 9201)).toBe(true);
  });

  it.each([
    {},
    { host: 'evil.example:9201' },
    { host: '127.0.0.1' },
    { host: '127.0.0.1:9200' },
    { host: '127.0.0.1.evil.example:9201' },
    { host: '127.0.0.1:9201', origin: 'http://evil.example' },
    { host: '127.0.0.1:9201', origin: 'null' },
    { host: '127.0.0.1:9201', origin: 'http://localhost:9201' },
    { host: '127.0.0.1:9201', origin: 'http://127.0.0.1:3000' },
    { host: '127.0.0.1:9201', 'sec-fetch-site': 'cross-site' },
    { host: '127.0.0.1:9201', 'sec-fetch-site': 'same-site' },
  ])('keeps %j out', (headers) => {
    expect(isOwnRequest(headers, 9201)).toBe(false);
  });
});

describe('SECURITY_HEADERS', () => {
  it('allow nothing inline and nothing from elsewhere', () => {
    const policy = SECURITY_HEADERS['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});
