import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ConsoleEvent } from '../../../lib/console/console-event.ts';
import type { Console } from '../../../lib/console/server/start-console.ts';
import { startSimulator, type Simulator } from '../../../lib/simulator/start-simulator.ts';
import { MAX_UPLOAD_BYTES } from '../../../lib/console/setup.ts';
import { tempDir } from '../../helpers/temp-dir.ts';
import { CALLBACK_URL, eventsOfUpload, startTestConsole } from '../../helpers/test-console.ts';

const historyFile = join(tempDir(), 'console.jsonl');
let simulator: Simulator;
let running: Console;

const start = (port: number) => startTestConsole({ port, historyFile, ossUrl: simulator.url });
beforeAll(async () => {
  simulator = await startSimulator({ port: 0 });
  running = await start(0);
});
afterAll(async () => {
  await Promise.all([running.stop(), simulator.stop()]);
});

/** Asks with headers that `fetch` sets itself. */
function statusFor(headers: Readonly<Record<string, string>>, path = '/', method = 'GET'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(running.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

const event = (messageId: string): ConsoleEvent => ({ type: 'message-deleted', at: 1, messageId });

/** The first message of the stream. */
async function firstMessage(
  lastEventId?: string,
): Promise<{ readonly kind: string; readonly id: string; readonly data: unknown }> {
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  // No agent: a connection that is kept would be of the server before the restart.
  const asked = request(`${running.url}/events`, { headers, agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) {
    text += String(chunk);
    if (text.includes('\n\n')) break;
  }
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
  return { kind: field('event'), id: field('id'), data: JSON.parse(field('data')) };
}

describe('startConsole', () => {
  it('lets nobody in but its own page', async () => {
    const host = new URL(running.url).host;
    expect(await statusFor({ host })).toBe(200);
    expect(await statusFor({ host, origin: running.url })).toBe(200);
    expect(await statusFor({ host, origin: 'http://evil.example' })).toBe(403);
    expect(await statusFor({ host: 'evil.example' })).toBe(403);
    expect(await statusFor({ host, origin: 'http://evil.example' }, '/api/redrive', 'POST')).toBe(403);
    expect(await statusFor({ host, origin: 'http://evil.example' }, '/events')).toBe(403);
  });

  it('has a page of less than 250 kB, compressed, that loads nothing from elsewhere', async () => {
    const files = await Promise.all(
      ['/', '/console.js', '/console.css', '/icon.svg'].map(async (path) => {
        const response = await fetch(running.url + path);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
        return Buffer.from(await response.arrayBuffer());
      }),
    );
    expect(files.reduce((sum, file) => sum + gzipSync(file).length, 0)).toBeLessThan(250_000);
    expect(files[0]?.toString()).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(files[2]?.toString()).not.toMatch(/url\(|@import/);
  });

  it('tells a page what it has missed, and all of it to a page of another history', async () => {
    running.record(event('a'));
    const all = await firstMessage();
    expect(all).toMatchObject({ kind: 'history', data: [event('a')] });
    running.record(event('b'));
    expect(await firstMessage(all.id)).toMatchObject({ kind: 'missed', data: [event('b')] });
    const other = `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}.7`;
    expect(await firstMessage(other)).toMatchObject({ kind: 'history', data: [event('a'), event('b')] });
  });

  it('has its history again after a restart', async () => {
    const { id } = await firstMessage();
    const port = Number(new URL(running.url).port);
    await running.stop();
    running = await start(port);
    running.record(event('c'));
    expect(await firstMessage(id)).toMatchObject({ kind: 'missed', data: [event('c')] });
  });

  it('checks a callback, and leaves the address of this machine alone', async () => {
    const callback = JSON.stringify({ callbackUrl: CALLBACK_URL, callbackBody: 'a=$(object)&b=${size}' });
    const body = JSON.stringify({ callback, vars: '', values: {} });
    const response = await fetch(`${running.url}/api/check`, { method: 'POST', body });
    const { findings, rendered } = (await response.json()) as { findings: { code: string }[]; rendered: string };
    expect(findings.map(({ code }) => code)).toContain('dollar-sign-begins-a-variable');
    expect(findings.map(({ code }) => code)).not.toContain('callback-host-is-public');
    expect(rendered).toBe('a=$(object)&b=1024');
  });

  it.each(['put', 'form', 'multipart'])('uploads by %s, and shows the picture', async (transport) => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFN', 'base64');
    const query = new URLSearchParams({ transport, bucket: 'pics', object: `ä b/${transport}.png`, type: 'image/png' });
    const sent = await fetch(`${running.url}/api/send?${query.toString()}`, { method: 'POST', body: png });
    expect(await sent.json()).toMatchObject({ status: 200 });
    const picture = await fetch(`${running.url}/api/image?${query.toString()}`);
    const isTypeKept = transport !== 'multipart' || picture.headers.get('content-type') === 'image/png';
    expect(isTypeKept).toBe(true);
    expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true);
  });

  it.each([
    ['/api/send?transport=mail&bucket=b&object=o', 'transport must be one of put, form, multipart'],
    ['/api/send?transport=put&object=o', 'bucket must be stated'],
    ['/api/send?transport=put&bucket=b&object=o&fault=fire', 'no fault "fire"'],
  ])('says what is wrong with %s', async (path, message) => {
    const response = await fetch(running.url + path, { method: 'POST' });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message });
  });

  it.each(['//evil.example', '//', '/constructor', '/../package.json', '/%2e%2e/package.json', '/console.js/'])(
    'has nothing at %s',
    async (path) => {
      expect(await statusFor({ host: new URL(running.url).host }, path)).toBe(404);
    },
  );

  it.each(['', 'null', '{', '{"callback":7}'])('says what it expects where it is asked to check %j', async (body) => {
    const response = await fetch(`${running.url}/api/check`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: 'expected callback, vars and values' });
  });

  it('refuses a file that is too large, and says so', async () => {
    const path = '/api/send?transport=put&bucket=b&object=o';
    const response = await fetch(running.url + path, { method: 'POST', body: Buffer.alloc(MAX_UPLOAD_BYTES + 1) });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: `at most ${MAX_UPLOAD_BYTES} bytes can be sent from here` });
  });

  it('shows an upload with its octets, from the history', async () => {
    for (const each of eventsOfUpload(7)) running.record(each);
    const [first] = eventsOfUpload(7);
    const key = first !== undefined && 'ossRequestId' in first ? (first.ossRequestId ?? '') : '';
    const response = await fetch(`${running.url}/api/journey?key=${key}`);
    const { events } = (await response.json()) as { events: unknown[] };
    expect(events).toContainEqual(first);
    expect(events).toHaveLength(eventsOfUpload(7).length);
  });

  it('cuts a page off that does not read', async () => {
    const asked = request(`${running.url}/events`, { agent: false }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    response.pause();
    const cut = new Promise((resolve) => response.once('error', resolve));
    const reason = 'x'.repeat(1_000_000);
    for (let index = 0; index < 60; index += 1) {
      running.record({
        type: 'worker-reported',
        at: 1,
        messageId: 'm',
        outcome: 'failed',
        problem: reason,
        ms: { total: 1 },
        isLast: false,
      });
    }
    response.resume();
    expect(await cut).toMatchObject({ code: 'ECONNRESET' });
  });
});
