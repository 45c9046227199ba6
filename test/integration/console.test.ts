import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { PLAYED_FAULTS } from '../../lib/console/played-fault.ts';
import { describeInBrowser } from '../helpers/chromium.ts';
import { launchBrowser } from '../helpers/launch-browser.ts';
import { freePorts, startOffline, type OfflineStack } from '../helpers/run-serverless.ts';
import { accessibilityFindings } from '../helpers/accessibility-findings.ts';
import { startTableRelay, type TableRelay } from '../helpers/table-relay.ts';
import { tempDir } from '../helpers/temp-dir.ts';
import { until } from '../helpers/until.ts';

const dir = join(tempDir(), 'data');
const WAIT = { timeout: 60_000 };
const faultNamed = (id: string) => PLAYED_FAULTS.find((fault) => fault.id === id)?.title ?? id;

let stack: OfflineStack;
let table: TableRelay;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const problems: string[] = [];
const consoleUrl = (): string => `http://127.0.0.1:${stack.ports.console}`;

/** The worker's table is behind the relay; a busy machine may take its time for the acknowledgement. */
const env = () => ({
  LOCAL_RETRY_SECONDS: '0',
  ACK_BUDGET_MS: '4900',
  AWS_ENDPOINT_URL_DYNAMODB: table.url,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});
const rowOf = (name: string): Locator =>
  page.locator('button.row').filter({ has: page.getByText(name, { exact: true }) });
const rowIn = (name: string, outcome: string): Locator =>
  page.locator(`button.row[data-outcome="${outcome}"]`).filter({ has: page.getByText(name, { exact: true }) });
const inspector = (): Locator => page.getByRole('complementary', { name: 'Inspector' });
const hop = (name: string): Locator => page.locator(`[data-hop="${name}"]`);
const isFocused = async (row: Locator): Promise<boolean> => (await row.and(page.locator(':focus')).count()) === 1;
/** Follows a link within the page, which is not loaded anew. */
const open = async (hash: string): Promise<void> => {
  await page.goto(`${consoleUrl()}/${hash}`);
};

/** The first request starts a function: on a busy machine that may take longer than OSS waits. */
const warmUp = async (): Promise<void> => {
  expect((await fetch(stack.httpUrl)).status).toBe(501);
  await rowIn('(no name)', 'failed').first().waitFor();
};

async function dropFile(name: string, mimeType: string, base64: string): Promise<void> {
  // In words, for the types of a browser are not those of these tests.
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    const octets = Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));
    transfer.items.add(new File([octets], '${name}', { type: '${mimeType}' }));
    return transfer;
  })()`);
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

/** Chooses a fault and an object's name in the upload panel, and sends the sample from there. */
async function play(fault: string, object: string): Promise<void> {
  await open('#/send');
  await page.getByLabel('Fault to play').selectOption(fault);
  await page.getByLabel('Object name').fill(object);
  await page.getByRole('button', { name: 'Send a sample image' }).click();
}

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEUlEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==';

describeInBrowser('the console', () => {
  beforeAll(async () => {
    const ports = await freePorts();
    table = await startTableRelay(ports.dynamodb);
    [stack, browser] = await Promise.all([startOffline({ dir, ports, env: env() }), launchBrowser()]);
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    context.setDefaultTimeout(WAIT.timeout);
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) problems.push(`${response.status()} for ${response.url()}`);
    });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(consoleUrl());
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await Promise.all([table.stop(), stack.interrupt()]);
  }, 60_000);

  it('says what to do first', async () => {
    await page.getByRole('heading', { name: 'Drop a file here and watch it travel' }).waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('follows a dropped image until it turns green, and shows all six hops', async () => {
    await warmUp();
    await dropFile('sea.png', 'image/png', PNG);
    await rowIn('sea.png', 'done').waitFor();
    await hop('worker').and(page.locator('[data-state="ok"]')).waitFor();
    const hops = await page.locator('[data-hop]').all();
    const states = await Promise.all(
      hops.map(async (each) => `${await each.getAttribute('data-hop')} ${await each.getAttribute('data-state')}`),
    );
    expect(states).toEqual(['upload ok', 'callback ok', 'verification ok', 'queue ok', 'answer ok', 'worker ok']);
    await page.getByText('Stored record').click();
    await page.getByRole('region', { name: 'Stored record' }).getByText('"sea.png"').waitFor();
    await page.getByText('String to sign', { exact: true }).click();
    expect(await page.locator('.part-body').first().textContent()).toContain('"object":"sea.png"');
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it.each([
    { fault: 'wrong-signature', words: 'the signature does not match', why: 'What would have made it genuine' },
    {
      fault: 'other-key',
      words: 'the signature does not match',
      why: 'none of the keys at hand made the signature',
    },
    {
      fault: 'respelled',
      words: 'the signature does not match',
      why: 'the JSON was written anew with other white space',
    },
    { fault: 'bom', words: 'Response body is not valid json format.', why: 'Your answer is not JSON' },
    { fault: 'created', words: 'Error status : 201.', why: 'Your server answered with another status than 200: 201' },
    { fault: 'not-json', words: 'Response body is not valid json format.', why: 'Your answer is not JSON' },
    { fault: 'no-length', words: 'missing content-length', why: 'Your answer has no Content-Length' },
    { fault: 'slow', words: 'Cost too long time. The receiver took it all the same', why: 'too long' },
    { fault: 'lose', words: 'Cost too long time.', why: 'too long' },
  ])('turns red for $fault and says why', async ({ fault, words, why }) => {
    await play(fault, `${fault}.png`);
    expect(faultNamed(fault)).not.toBe(fault);
    const row = rowIn(`${fault}.png`, 'failed').filter({ hasText: words });
    await row.waitFor({ state: 'attached' });
    await inspector()
      .getByRole('heading', { name: `${fault}.png` })
      .waitFor();
    await inspector().getByText(why).first().waitFor();
  });

  it.each([
    {
      fault: 'duplicate',
      section: 'Callback request, no. 2',
      label: 'Callback request',
      shows: 'POST / HTTP/1.1',
      from: 0,
    },
    { fault: 'http-1.0', section: 'Callback request', label: 'Callback request', shows: 'POST / HTTP/1.0', from: 0 },
    { fault: 'delay=2000', section: 'Worker', label: undefined, shows: 'processed', from: 65 },
  ])('turns green in spite of $fault', async ({ fault, section, label, shows, from }) => {
    await play(fault, `${fault}.png`);
    await rowIn(`${fault}.png`, 'done').waitFor();
    const details = inspector().locator('details', { has: page.getByText(section, { exact: true }) });
    await details.locator('summary').click();
    const shown = label === undefined ? details : details.getByRole('region', { name: label });
    await shown.getByText(shows).first().waitFor();
    const style = await hop('callback').locator('.bar').getAttribute('style');
    expect(Number.parseFloat(/left: ([\d.]+)%/.exec(style ?? '')?.[1] ?? '')).toBeGreaterThanOrEqual(from);
  });

  it('plays every fault that the panel offers', () => {
    const played = [
      ...['wrong-signature', 'other-key', 'respelled', 'bom', 'created', 'not-json', 'no-length', 'slow', 'lose'],
      ...['duplicate', 'http-1.0', 'delay=2000'],
    ];
    expect(PLAYED_FAULTS.map(({ id }) => id).sort()).toEqual(played.sort());
  });

  it('finds a wrong template while it is typed', async () => {
    await open('#/send');
    await page.getByLabel('Fault to play').selectOption('');
    const editor = page.getByLabel('Callback', { exact: true });
    const right = await editor.inputValue();
    await page.getByText('Nothing to find fault with.').waitFor();
    await editor.fill(right.replace('${bucket}', '$(bucket)'));
    await page.locator('[data-code="dollar-sign-begins-a-variable"]').waitFor();
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Reset' }).click();
    await page.getByText('Nothing to find fault with.').waitFor();
    expect(await editor.inputValue()).toBe(right);
  });

  it('takes form and multipart uploads', async () => {
    for (const [name, title] of [
      ['form.png', 'Form (PostObject)'],
      ['parts.png', 'Multipart'],
    ] as const) {
      await open('#/send');
      await page.getByLabel(title).check();
      await page.getByLabel('Object name').fill(name);
      await page.getByRole('button', { name: 'Send a sample image' }).click();
      await rowIn(name, 'done').waitFor();
    }
    expect(await page.locator('button.row', { hasText: 'PostObject' }).count()).toBe(1);
    expect(await page.locator('button.row', { hasText: 'CompleteMultipartUpload' }).count()).toBe(1);
    await open('#/send');
    await page.getByLabel('PutObject').check();
  });

  it('turns green after a redrive of the dead letter', async () => {
    table.isBroken = true;
    await play('', 'dead.png');
    await rowIn('dead.png', 'failed')
      .filter({ hasText: 'Dead letter after 5 attempts' })
      .waitFor({ state: 'attached' });
    table.isBroken = false;
    await open('#/uploads');
    await page.getByText('the table is closed for a test').waitFor();
    await page.getByRole('button', { name: 'Redrive all' }).click();
    await open('#/timeline');
    await rowIn('dead.png', 'done').waitFor();
    const failed = rowIn('dead.png', 'failed');
    expect(await until('the failed row to go', async () => (await failed.count()) === 0)).toBe(true);
  });

  it('shows recorded uploads with their pictures, and plots', async () => {
    await open('#/uploads');
    const picture = page.locator('tr', { hasText: 'dead.png' }).locator('img');
    await until('the picture', () => picture.and(page.locator('[src*="dead.png"]')).isVisible());
    await until('two plots', async () => (await page.locator('.plot canvas').count()) === 2);
    expect(await accessibilityFindings(page)).toEqual([]);
  });

  it('shows an object name of markup as text', async () => {
    const name = `<script>problems()</script>"'&.png`;
    await play('', name);
    await rowIn(name, 'done').waitFor();
    expect(await inspector().getByRole('heading').first().textContent()).toBe(name);
    expect(await page.locator('main script').count()).toBe(0);
  });

  it('can be used by keyboard alone', async () => {
    await open('#/timeline');
    await page.getByLabel('Filter by name, code or text').focus();
    await page.keyboard.type('sea');
    await rowOf('dead.png').waitFor({ state: 'detached' });
    for (let presses = 0; presses < 5 && !(await isFocused(rowOf('sea.png'))); presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await inspector().getByRole('heading', { name: 'sea.png' }).waitFor();
    await page.keyboard.press('Escape');
    await inspector().waitFor({ state: 'detached' });
    expect(await until('the row to be focused again', () => isFocused(rowOf('sea.png')))).toBe(true);
    await page.getByLabel('Filter by name, code or text').fill('');
    await rowOf('dead.png').waitFor();
    await rowOf('dead.png').focus();
    await page.keyboard.press('End');
    expect(await until('the last row to be focused', () => isFocused(page.locator('button.row').last()))).toBe(true);
  });

  it('is accessible in the dark and on a small screen', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 400, height: 800 });
    for (const hash of ['#/timeline', '#/send', '#/uploads']) {
      await open(hash);
      expect(await accessibilityFindings(page)).toEqual([]);
      await until(
        'the page to fit',
        async () => Number(await page.evaluate('document.querySelector("main").scrollWidth')) <= 400,
      );
    }
    await open('#/timeline');
    await page.getByLabel('Filter by name, code or text').fill('bom.png');
    await rowOf('bom.png').click();
    await inspector().getByText('Your answer is not JSON').waitFor();
    // The row has made room: its focus has gone to what took its place, and comes back.
    await until('its heading to be focused', () => isFocused(inspector().getByRole('heading', { name: 'bom.png' })));
    expect(await accessibilityFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await until('the row to be focused again', () => isFocused(rowOf('bom.png')));
    await page.getByLabel('Filter by name, code or text').fill('');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('#/timeline');
  });

  it('has its history again after the stack was killed and started anew, without being loaded anew', async () => {
    const before = Number.parseInt((await page.locator('.count').textContent()) ?? '', 10);
    await stack.kill();
    await page.getByText('Connection lost').waitFor();
    stack = await startOffline({ dir, ports: stack.ports, env: env() });
    await page.getByText('Live', { exact: true }).waitFor();
    await warmUp();
    await dropFile('after.png', 'image/png', PNG);
    await rowIn('after.png', 'done').waitFor();
    await page.getByText(`${before + 2} uploads`, { exact: true }).waitFor({ state: 'attached' });
    expect(await page.locator('.live-live').count()).toBe(1);
  }, 240_000);

  it('has logged no error of its own', () => {
    expect(problems.filter((text) => !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE/.test(text))).toEqual([]);
  });
});
