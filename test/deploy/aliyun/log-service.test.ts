import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { logService } from '../../../lib/deploy/aliyun/apis.ts';
import { STAGE_ENV } from '../../helpers/fc-deployment.ts';
import { resolveLocalhostNames } from '../../helpers/localhost-names.ts';

resolveLocalhostNames();

interface Asked {
  readonly host: string;
  readonly url: URL;
  readonly authorization: string;
}

/** A Log Service that has so many lines. */
async function startLogs(count: number) {
  const asked: Asked[] = [];
  const lines = Array.from({ length: count }, (_, index) => ({
    __time__: String(1_000 + index),
    __source__: '',
    functionName: 'f',
    message: `line ${index}\n`,
  }));
  const server = createServer(({ url = '/', headers }, response) => {
    const parsed = new URL(url, 'http://fake');
    asked.push({ host: headers.host ?? '', url: parsed, authorization: headers.authorization ?? '' });
    const offset = Number(parsed.searchParams.get('offset'));
    const page = lines.slice(offset, offset + Number(parsed.searchParams.get('line')));
    response.writeHead(200, { 'content-type': 'application/json', 'x-log-progress': 'Complete' });
    response.end(JSON.stringify(page));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://localhost:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return { asked, endpoint, stop };
}

describe('logService', () => {
  it('gives all lines of a function, page by page, through signed calls of its project', async () => {
    const { asked, endpoint, stop } = await startLogs(130);
    const api = await logService({ region: 'cn-hangzhou' }, { ...STAGE_ENV, SLS_ENDPOINT: endpoint });
    const lines = await api.getLines({
      project: 'oss-callback',
      logstore: 'functions',
      functionName: 'f',
      from: 1_000,
      to: 2_000,
      filter: 'error',
    });
    await stop();
    expect(lines).toHaveLength(130);
    expect(lines[0]).toEqual({ time: 1_000, message: 'line 0' });
    expect(asked).toHaveLength(2);
    const [{ host, url, authorization }] = asked as [Asked];
    expect(host).toMatch(/^oss-callback\.localhost:/);
    expect(url.pathname).toBe('/logstores/functions');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      from: '1000',
      to: '2000',
      query: 'functionName: "f" and (error)',
      line: '100',
    });
    expect(authorization).toMatch(/^LOG LTAItest:|^SLS4-HMAC-SHA256 /);
  });
});
