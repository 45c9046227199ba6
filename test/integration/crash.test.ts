import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { runCommand } from '../helpers/run-command.ts';
import { freePorts, portEnv, startOffline, type OfflineStack } from '../helpers/run-serverless.ts';
import { generateKey, signedRequest } from '../helpers/signed-request.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const dir = tempDir();
const key = generateKey();
let ports: OfflineStack['ports'];
let stack: OfflineStack;
let table: Awaited<ReturnType<typeof startSlowTable>>;

beforeAll(async () => {
  writeFileSync(join(dir, 'key.pem'), key.publicKey);
  ports = await freePorts();
  table = await startSlowTable(`http://127.0.0.1:${ports.dynamodb}`);
  stack = await start();
}, 90_000);
afterAll(async () => {
  await stack.kill();
  table.server.closeAllConnections();
  table.server.close();
});

const CONTENT_TYPE = 'application/x-amz-json-1.0';
const SIGNED_BY = ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'];

/** Stands between the worker and the table; from the chosen write on nothing gets through, as if the worker had stopped there. */
async function startSlowTable(target: string) {
  let writes = 0;
  let last = Infinity;
  let reached: () => void;
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (String(request.headers['x-amz-target']).endsWith('PutItem')) writes += 1;
      if (writes >= last) {
        reached();
        return;
      }
      const headers = SIGNED_BY.map((name): [string, string] => [name, String(request.headers[name])]);
      void fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) }).then(
        async (answer) => {
          response.writeHead(answer.status, { 'content-type': CONTENT_TYPE }).end(await answer.text());
        },
        () => response.destroy(),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves once the worker makes its `write`th write from now, which never comes back. */
    stopAt: (write: number) => {
      writes = 0;
      last = write;
      return new Promise<void>((resolve) => {
        reached = resolve;
      });
    },
    goOn: () => {
      last = Infinity;
    },
  };
}

const start = () =>
  startOffline({
    dir: join(dir, 'data'),
    ports,
    env: {
      OSS_PUB_KEY_FILE: join(dir, 'key.pem'),
      LOCAL_RETRY_SECONDS: '0',
      AWS_ENDPOINT_URL_DYNAMODB: table.url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });

async function ask(...argv: string[]): Promise<unknown> {
  const { stdout } = await runCommand([...argv, '--local', '--json'], { env: portEnv(ports) });
  return JSON.parse(stdout);
}

describe('a worker that is killed', () => {
  // record, statistics entry, its directory, one line for each finished step, done.
  it.each([1, 2, 3, 4, 5, 6])(
    'at write %i completes the upload on redelivery and counts it once',
    async (write) => {
      const bucket = `killed-at-write-${write}`;
      const stopped = table.stopAt(write);
      const { headers, path, body } = signedRequest({ key, body: `bucket=${bucket}&object=o&size=3&mimeType=a%2Fb` });
      const response = await fetch(stack.httpUrl + path, {
        method: 'POST',
        headers: { ...headers } as Record<string, string>,
        body,
      });
      expect(response.status).toBe(200);
      await stopped;
      await stack.kill();
      table.goOn();
      stack = await start();
      await until('the upload to be processed', async () => {
        const { uploads } = (await ask('uploads', 'list', '--bucket', bucket)) as { uploads: { status: string }[] };
        return uploads[0]?.status === 'processed' ? true : undefined;
      });
      expect(await ask('stats', '--bucket', bucket)).toMatchObject({ total: { uploads: 1, bytes: 3 } });
    },
    120_000,
  );
});
