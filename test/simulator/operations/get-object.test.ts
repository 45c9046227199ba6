import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { errorElements } from '../../helpers/error-xml.ts';

const ETAG = '"2E9EC317E197819358FBC43AFCA7D837"';
const NOW = Date.parse('2026-11-02T10:00:00.700Z');
const day = (offset: number): string => new Date(NOW + offset).toUTCString();

describe('GetObject', () => {
  let simulator: Simulator;
  const get = (headers: Readonly<Record<string, string>> = {}, query = '', method = 'GET') =>
    fetch(`${simulator.url}/bucket/digits${query}`, { method, headers });
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0, anonymous: true, clock: () => NOW });
    const headers = { 'content-type': 'text/x', 'cache-control': 'max-age=5', 'x-oss-meta-a': 'b' };
    await fetch(`${simulator.url}/bucket/digits`, { method: 'PUT', body: '01234567', headers });
  });
  afterAll(() => simulator.stop());

  it.each(['GET', 'HEAD'])('gives all headers of an object to %s', async (method) => {
    const response = await get({}, '', method);
    expect([response.status, await response.text()]).toStrictEqual([200, method === 'GET' ? '01234567' : '']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: ETAG,
      'content-type': 'text/x',
      'content-length': '8',
      'cache-control': 'max-age=5',
      'x-oss-meta-a': 'b',
      'x-oss-object-type': 'Normal',
      'x-oss-hash-crc64ecma': '4997537838264543561',
      'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT',
    });
  });

  it.each([
    { range: 'bytes=0-3', status: 206, body: '0123', contentRange: 'bytes 0-3/8' },
    { range: 'bytes=6-', status: 206, body: '67', contentRange: 'bytes 6-7/8' },
    { range: 'bytes=-2', status: 206, body: '67', contentRange: 'bytes 6-7/8' },
    { range: 'bytes=-20', status: 206, body: '01234567', contentRange: 'bytes 0-7/8' },
    { range: 'bytes=0-8', status: 200, body: '01234567', contentRange: null },
    { range: 'bytes=8-', status: 200, body: '01234567', contentRange: null },
    { range: 'bytes=3-2', status: 200, body: '01234567', contentRange: null },
    { range: 'bytes=-', status: 200, body: '01234567', contentRange: null },
    { range: 'chars=0-1', status: 200, body: '01234567', contentRange: null },
  ])('answers $range as OSS does, with $status', async ({ range, status, body, contentRange }) => {
    const response = await get({ range });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toStrictEqual([
      status,
      body,
      contentRange,
    ]);
  });

  it('cuts a range, or refuses it, where the standard behaviour is asked for', async () => {
    const standard = { 'x-oss-range-behavior': 'standard' };
    const cut = await get({ ...standard, range: 'bytes=6-100' });
    expect([cut.status, await cut.text()]).toStrictEqual([206, '67']);
    const refused = await get({ ...standard, range: 'bytes=8-9' });
    expect([refused.status, (await errorElements(refused))['Code']]).toStrictEqual([416, 'InvalidRange']);
  });

  it.each<{ headers: Readonly<Record<string, string>>; status: number }>([
    { headers: { 'if-none-match': ETAG }, status: 304 },
    { headers: { 'if-none-match': '"other", *' }, status: 304 },
    { headers: { 'if-none-match': '"other"' }, status: 200 },
    { headers: { 'if-modified-since': day(0) }, status: 304 },
    { headers: { 'if-modified-since': day(-1_000) }, status: 200 },
    { headers: { 'if-modified-since': 'nonsense' }, status: 200 },
    { headers: { 'if-match': ETAG }, status: 200 },
    { headers: { 'if-match': '"other"' }, status: 412 },
    { headers: { 'if-unmodified-since': day(0) }, status: 200 },
    { headers: { 'if-unmodified-since': day(-1_000) }, status: 412 },
    { headers: { 'if-none-match': '"other"', 'if-modified-since': day(0) }, status: 200 },
  ])('answers $headers with $status', async ({ headers, status }) => {
    expect((await get(headers)).status).toBe(status);
  });

  it('lets the query say how a browser is to take the object', async () => {
    const response = await get({}, '?response-content-type=image/png&response-content-disposition=attachment');
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe('attachment');
    const evil = await get({}, '?response-content-type=a%0d%0ax-evil:%20b&response-expires=%E4%B8%AD');
    expect([evil.status, evil.headers.get('x-evil'), evil.headers.get('content-type')]).toStrictEqual([
      200,
      null,
      'text/x',
    ]);
  });
});
