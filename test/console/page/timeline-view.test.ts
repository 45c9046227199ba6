import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Console } from '../../../lib/console/server/start-console.ts';
import { describeInBrowser } from '../../helpers/chromium.ts';
import { launchBrowser } from '../../helpers/launch-browser.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { eventsOfUpload, startTestConsole } from '../../helpers/test-console.ts';

const ROWS = 1_500;
const historyFile = join(tempDir(), 'console.jsonl');
let running: Console;
let browser: Browser;
let page: Page;
const record = (number: number): void => {
  for (const event of eventsOfUpload(number)) running.record(event);
};
const row = (number: number) => page.locator('button.row', { hasText: `photos/${number}.png` });
const topOf = async (number: number): Promise<number> => (await row(number).boundingBox())?.y ?? Number.NaN;
const scrollTo = (top: number) => page.evaluate(`document.querySelector('.timeline').scrollTop = ${top}`);

describeInBrowser('the timeline of a thousand uploads and more', () => {
  beforeAll(async () => {
    [running, browser] = await Promise.all([startTestConsole({ historyFile }), launchBrowser()]);
    for (let number = 0; number < ROWS; number += 1) record(number);
  });
  afterAll(async () => {
    await browser.close();
    await running.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(running.url);
    await page.locator('button.row').first().waitFor();
  });
  afterEach(async () => {
    await page.close();
  });

  it('is made of the rows in sight', async () => {
    await page.getByText(/^1,?50\d uploads$/).waitFor({ state: 'attached' });
    expect(await page.locator('button.row').count()).toBeLessThan(60);
    expect(await page.locator('*').count()).toBeLessThan(1_500);
    expect(await page.locator('.row-item').first().getAttribute('aria-setsize')).toMatch(/^150\d$/);
  });

  it('leads to the oldest and back by keyboard', async () => {
    await page.locator('button.row').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('[aria-posinset="2"] button:focus').waitFor();
    await page.keyboard.press('End');
    await row(0).and(page.locator(':focus')).first().waitFor();
    await page.keyboard.press('PageUp');
    await page
      .locator(
        `[aria-posinset="${Number(await page.locator('.row-item').first().getAttribute('aria-setsize')) - 10}"] button:focus`,
      )
      .waitFor();
    await page.keyboard.press('Home');
    await page.locator('[aria-posinset="1"] button:focus').waitFor();
    expect(await row(0).count()).toBe(0);
  });

  it('finds an old one by its name', async () => {
    await page.getByLabel('Filter by name, code or text').fill('photos/17.png');
    await row(17).waitFor();
    expect(await page.locator('button.row').count()).toBe(1);
  });

  it('leaves what is read in its place while uploads come in', async () => {
    await scrollTo(20_000);
    await row(1_120).waitFor();
    const before = await topOf(1_120);
    record(ROWS);
    record(ROWS + 1);
    await page.getByText('1502 uploads', { exact: true }).waitFor({ state: 'attached' });
    expect(await topOf(1_120)).toBe(before);
    await scrollTo(0);
    await row(ROWS + 1).waitFor();
  });

  it('keeps the focus on its row while more than a screenful comes in', async () => {
    const first = page.locator('button.row').first();
    await first.focus();
    const focused = await first.locator('xpath=ancestor::li').getAttribute('aria-posinset');
    expect(focused).toBe('1');
    for (let number = ROWS + 2; number < ROWS + 62; number += 1) record(number);
    await row(ROWS + 61).waitFor();
    await page.locator('[aria-posinset="61"] button:focus').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.locator('[aria-posinset="60"] button:focus').waitFor();
  });
});
