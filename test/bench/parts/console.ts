import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Console } from '../../../lib/console/server/start-console.ts';
import { launchBrowser } from '../../helpers/launch-browser.ts';
import { eventsOfUpload, startTestConsole } from '../../helpers/test-console.ts';
import type { Figure } from '../figure.ts';
import type { Workplace } from '../run.ts';

const ROWS = Number(process.env['BENCH_ROWS'] ?? 1_000);
const UPLOADS_A_SECOND = 20;
const LIVE_MS = 10_000;
const TYPED = 'photos/9';

interface Seen {
  readonly frames: readonly number[];
  readonly longTasks: readonly number[];
}

/** How smooth the console's timeline stays with many rows, while uploads come in and while somebody filters. */
export async function measureConsole({ folder }: Workplace): Promise<Figure[]> {
  const console = await startTestConsole({ historyFile: join(folder, 'console.jsonl') });
  const browser = await launchBrowser();
  try {
    record(console, 0, ROWS);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.request.get(`${console.url}/console.js`);
    const from = Date.now();
    await page.goto(console.url);
    await page.getByText(`photos/${ROWS - 1}.png`).waitFor();
    const openMs = Date.now() - from;
    await page.evaluate(WATCH);
    const nodes = await page.evaluate<number>('document.querySelectorAll("*").length');
    const live = await goLive(console, page);
    const filterMs = await typeIntoFilter(page);
    const { frames, longTasks } = live;
    return [
      { what: `console, ${ROWS} rows: until they show, ms`, value: openMs },
      { what: 'console: elements in the page', value: nodes, atMost: 2_000 },
      { what: 'console, 20 uploads/s: p95 frame, ms', value: percentile(frames, 95), atMost: 34, aim: 17 },
      { what: 'console, 20 uploads/s: longest frame, ms', value: Math.max(0, ...frames) },
      { what: 'console, 20 uploads/s: busy over 50 ms, a task', value: Math.max(0, ...longTasks), atMost: 100 },
      { what: 'console, 20 uploads/s: such tasks in 10 s', value: longTasks.length },
      { what: 'console: a key in the filter until shown, p95', value: percentile(filterMs, 95), atMost: 100 },
    ];
  } finally {
    await browser.close();
    await console.stop();
  }
}

function record(console: Console, from: number, to: number): void {
  for (let number = from; number < to; number += 1) {
    for (const event of eventsOfUpload(number)) console.record(event);
  }
}

// In words, for the types of a browser are not those of this program.
const WATCH = `
  window.seen = { frames: [], longTasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now) => { seen.frames.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
`;
const TYPE = `new Promise((resolve) => {
  const input = document.querySelector('input[type="search"]');
  const typed = [];
  const next = (text) => {
    const from = performance.now();
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => setTimeout(() => {
      typed.push(performance.now() - from);
      const rest = ${JSON.stringify(TYPED)}.slice(0, text.length + 1);
      if (rest === text) resolve(typed);
      else next(rest);
    }));
  };
  next('');
})`;

async function goLive(console: Console, page: Page): Promise<Seen> {
  const until = Date.now() + LIVE_MS;
  for (let number = ROWS; Date.now() < until; number += 1) {
    record(console, number, number + 1);
    await page.waitForTimeout(1_000 / UPLOADS_A_SECOND);
  }
  return page.evaluate<Seen>('window.seen');
}

async function typeIntoFilter(page: Page): Promise<readonly number[]> {
  return page.evaluate<readonly number[]>(TYPE);
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}
