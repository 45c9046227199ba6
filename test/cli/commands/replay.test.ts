import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallbackRequest } from '../../../lib/http/callback-request.ts';
import { createNodeHttpListener } from '../../../lib/platform/node/http.ts';
import { createTrustingReceiver, recording, serve, useServers } from '../../helpers/probed-server.ts';
import { runCommand } from '../../helpers/run-command.ts';
import { tempDir } from '../../helpers/temp-dir.ts';

const LIMIT = { maxBodyBytes: 10_000 };
const started = useServers();
async function recorder(): Promise<{ url: string; requests: CallbackRequest[] }> {
  const requests: CallbackRequest[] = [];
  return { url: await started(serve(recording(requests))), requests };
}

describe('oss-callback replay', () => {
  const folder = tempDir();
  const file = (name: string): string => join(folder, name);
  const VECTOR = 'events/vectors/aliyun-doc-index-php.json';

  it('sends a genuine callback again, which this receiver takes', async () => {
    const url = await started(serve(createNodeHttpListener(createTrustingReceiver(), LIMIT)));
    for (const capture of [VECTOR, 'events/http/cloudreve-json-body.json', 'events/http/rest-api.json']) {
      const result = await runCommand(['replay', capture, url]);
      expect(result).toMatchObject({ exitCode: 0, stderr: '' });
      expect(result.stdout).toContain('OSS would be content');
    }
  });

  it('keeps path and query of the capture, unless told otherwise', async () => {
    const { url, requests } = await recorder();
    await runCommand(['replay', VECTOR, `${url}/other?q=1`]);
    await runCommand(['replay', VECTOR, `${url}/other?q=1`, '--use-url-path']);
    expect(requests.map(({ path, rawQuery }) => [path, rawQuery])).toEqual([
      ['/index.php', 'id=1&index=2'],
      ['/other', 'q=1'],
    ]);
    expect(requests[0]!.headers).toMatchObject({
      host: url.slice('http://'.length),
      'user-agent': 'ehttp-client/0.0.1',
    });
  });

  it('encodes a path again that a gateway decoded', async () => {
    const { url, requests } = await recorder();
    const event = {
      version: '2.0',
      rawPath: '/a b/ü',
      rawQueryString: '',
      headers: { a: '1' },
      requestContext: { http: { method: 'POST' } },
    };
    await writeFile(file('event.json'), JSON.stringify(event));
    await runCommand(['replay', file('event.json'), url]);
    expect(requests[0]!.path).toBe('/a%20b/%C3%BC');
  });

  it('goes to the host of the capture where none is named', async () => {
    const { url, requests } = await recorder();
    await writeFile(
      file('raw.txt'),
      `POST /here HTTP/1.1\r\nHost: ${url.slice('http://'.length)}\r\nX-Évil: 1\r\n\r\nbody`,
    );
    expect(await runCommand(['replay', file('raw.txt'), '--json'])).toMatchObject({ exitCode: 0 });
    expect(requests[0]).toMatchObject({ path: '/here', body: Buffer.from('body') });
  });

  it.each<{ name: string; argv: string[]; says: string }>([
    { name: 'what is no capture', argv: ['LICENSE'], says: 'expected a captured request' },
    {
      name: 'a capture without host and no URL',
      argv: ['events/vectors/osd-json-type-form-template.json'],
      says: 'the capture names no host',
    },
    { name: 'a URL that is none', argv: [VECTOR, 'ftp://a'], says: 'expected one URL, http or https, got "ftp://a"' },
    { name: 'two URLs', argv: [VECTOR, 'http://a;http://b'], says: 'expected one URL' },
  ])('ends with 2 for $name', async ({ argv, says }) => {
    const result = await runCommand(['replay', ...argv]);
    expect(result).toMatchObject({ exitCode: 2, stdout: '' });
    expect(result.stderr).toContain(says);
  });
});
