import { keepAsSent } from '../../lib/local/keep-request-as-sent.ts';

/** A request as hapi makes it: the slash at the end taken off, dots resolved. */
function received(target: string, rawHeaders: string[] = []) {
  const request = {
    raw: { req: { url: target, rawHeaders } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    url: new URL(`http://127.0.0.1${target.replace(/\/(?=\?|$)/, '')}`),
    setUrl(url: string, stripTrailingSlash: boolean) {
      expect(stripTrailingSlash).toBe(false);
      request.url = new URL(`http://127.0.0.1${url}`);
    },
  };
  keepAsSent(request);
  return request;
}

describe('keepAsSent', () => {
  it.each([
    ['/', '/', ''],
    ['/a/', '/a/', ''],
    ['/a/?b', '/a/', 'b'],
    ['/a?b=%20+&c=&d', '/a', 'b=%20+&c=&d'],
    ['/a/../b?c?d', '/a/../b', 'c?d'],
    ['/%E4%BD%A0', '/%E4%BD%A0', ''],
  ])('keeps path and query of %s', (target, path, query) => {
    const { url } = received(target);
    expect(url.pathname).toBe(path);
    expect(url.searchParams.toString()).toBe(query);
  });

  it('joins a header that came twice, whatever its case', () => {
    const sent = ['Host', 'h', 'Authorization', 'a', 'X-One', '1', 'authorization', 'b', 'AUTHORIZATION', ''];
    expect(received('/', sent).raw.req.rawHeaders).toEqual(['host', 'h', 'authorization', 'a,b,', 'x-one', '1']);
  });

  it('has any body read as octets', () => {
    expect(received('/').headers['content-type']).toBe('application/octet-stream');
  });
});
