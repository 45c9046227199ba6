import { join } from 'node:path';
import { LOCAL_CREDENTIALS } from '../../lib/simulator/auth/credentials.ts';
import { IMAGES } from '../helpers/images.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { runCommand } from '../helpers/run-command.ts';
import { portEnv, startOffline, type OfflineStack } from '../helpers/run-serverless.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const dir = join(tempDir(), 'data');
let stack: OfflineStack;

beforeAll(async () => {
  stack = await startOffline({ dir });
}, 90_000);

const client = () =>
  createOssClient({
    ...LOCAL_CREDENTIALS,
    endpoint: `http://localhost:${stack.ports.oss}`,
    region: 'oss-cn-hangzhou',
    bucket: 'holiday-pictures',
  });

async function processed(key: string): Promise<object> {
  return until(`${key} to be processed`, async () => {
    const { stdout } = await runCommand(['uploads', 'list', '--local', '--json'], { env: portEnv(stack.ports) });
    const { uploads } = JSON.parse(stdout) as { uploads: readonly { object?: string; status?: string }[] };
    return uploads.find(({ object, status }) => object === key && status === 'processed');
  });
}

describe('the local OSS beside serverless offline', () => {
  it('calls the receiver back, which believes it and has the upload processed', async () => {
    const png = IMAGES['png'] ?? Buffer.alloc(0);
    const upload = await client().put('sea.png', png, {
      callback: {
        url: stack.httpUrl,
        contentType: 'application/json',
        body:
          '{"bucket":${bucket},"object":${object},"etag":${etag},"size":${size},"mimeType":${mimeType},' +
          '"imageInfo.height":${imageInfo.height},"imageInfo.width":${imageInfo.width},"reqId":${reqId}}',
      },
    });
    expect(upload.data).toStrictEqual({ Status: 'OK' });
    await expect(processed('sea.png')).resolves.toMatchObject({ bucket: 'holiday-pictures', mimeType: 'image/png' });
  });

  it('has its objects and its key again after a restart', async () => {
    const { ports } = stack;
    await stack.interrupt();
    stack = await startOffline({ dir, ports });
    expect((await client().get('sea.png')).content?.equals(IMAGES['png'] ?? Buffer.alloc(0))).toBe(true);
    const upload = await client().put('again.txt', Buffer.from('again'), {
      callback: { url: stack.httpUrl, body: 'bucket=${bucket}&object=${object}&reqId=${reqId}' },
    });
    expect(upload.data).toStrictEqual({ Status: 'OK' });
    await stack.interrupt();
  }, 120_000);
});
