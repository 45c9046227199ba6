import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { startSimulator, type Simulator } from '../../lib/simulator/start-simulator.ts';
import { describeInBrowser } from '../helpers/chromium.ts';
import { launchBrowser } from '../helpers/launch-browser.ts';
import { IMAGES } from '../helpers/images.ts';
import { startLocalReceiver, type LocalReceiver } from '../helpers/local-receiver.ts';
import { createOssClient } from '../helpers/oss-client.ts';
import { base64 } from '../helpers/put-with-callback.ts';

describeInBrowser('a browser uploads to the simulator', () => {
  let simulator: Simulator;
  let receiver: LocalReceiver;
  let browser: Browser;
  let pages: Server;
  let html = '';
  beforeAll(async () => {
    simulator = await startSimulator({ port: 0 });
    receiver = await startLocalReceiver(simulator.publicKey);
    browser = await launchBrowser();
    pages = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    pages.close();
    await Promise.all([simulator.stop(), receiver.stop()]);
  });

  /** The fields of a form whose policy pins the callback. */
  function formFields(): Readonly<Record<string, string>> {
    const client = createOssClient({
      ...simulator.credentials,
      endpoint: simulator.url,
      region: 'oss-cn-hangzhou',
      bucket: 'pictures',
    });
    const callback = base64({
      callbackUrl: receiver.url,
      callbackBodyType: 'application/json',
      callbackBody:
        '{"object":${object},"size":${size},"mimeType":${mimeType},"imageInfo.width":${imageInfo.width},"imageInfo.height":${imageInfo.height}}',
    });
    const expiration = new Date(Date.now() + 60_000).toISOString();
    const signed = client.calculatePostSignature({
      expiration,
      conditions: [
        { bucket: 'pictures' },
        ['starts-with', '$key', 'user/'],
        ['content-length-range', 1, 1000],
        { callback },
      ],
    });
    return { ...signed, key: 'user/${filename}', callback, success_action_status: '200' };
  }

  const inputs = (fields: Readonly<Record<string, string>>): string =>
    Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
      .join('');

  async function openPage() {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await page.setInputFiles('input[type=file]', {
      name: 'sea 1.png',
      mimeType: 'image/png',
      buffer: IMAGES['png'] ?? Buffer.alloc(0),
    });
    return page;
  }

  it("shows the receiver's JSON in place of the page, after a form", async () => {
    html = `<form method="post" enctype="multipart/form-data" action="${simulator.url}/pictures">
      ${inputs(formFields())}<input type="file" name="file"><button>Upload</button></form>`;
    const page = await openPage();
    await Promise.all([page.waitForURL(`${simulator.url}/pictures`), page.click('button')]);
    expect(await page.textContent('body')).toBe('{"Status":"OK"}');
    expect(receiver.messages.at(-1)?.upload).toMatchObject({
      object: 'user/sea 1.png',
      size: 73,
      mimeType: 'image/png',
      imageInfo: { width: 3, height: 2 },
    });
    await page.close();
  }, 60_000);

  it("lets a page's script read the receiver's JSON and the ETag, across origins", async () => {
    html = `<form onsubmit="event.preventDefault();
        fetch('${simulator.url}/pictures', { method: 'POST', body: new FormData(this) })
          .then(async (response) => { document.title = response.headers.get('etag') + await response.text(); })">
      ${inputs(formFields())}<input type="file" name="file"><button>Upload</button></form>`;
    const page = await openPage();
    await page.click('button');
    await page.waitForFunction('document.title !== ""');
    expect(await page.title()).toMatch(/^"[0-9A-F]{32}"\{"Status":"OK"\}$/);
    await page.close();
  }, 60_000);
});
