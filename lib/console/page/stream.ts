import type { SlimEvent } from '../console-event.ts';
import type { QueueDepth } from '../setup.ts';
import { ask } from './api.ts';
import { connection, depth, takeEvents } from './state.ts';

const DEPTH_PAUSE_MS = 400;
const REGULARLY_MS = 5_000;
let depthTimer: number | undefined;

/** Listens to the server for good: it comes back by itself, and asks for what it has missed. */
export function listenToEvents(onEvents: (events: readonly SlimEvent[]) => void): void {
  const source = new EventSource('/events');
  let waiting: SlimEvent[] = [];
  const take = (events: readonly SlimEvent[], isAnew: boolean): void => {
    takeEvents(events, isAnew);
    refreshDepth();
  };
  // Many events that come at once are shown at once.
  const flush = (): void => {
    if (waiting.length === 0) return;
    const events = waiting;
    waiting = [];
    take(events, false);
    onEvents(events);
  };
  source.addEventListener('open', () => {
    connection.value = 'live';
  });
  source.addEventListener('error', () => {
    connection.value = 'lost';
  });
  source.addEventListener('history', ({ data }: MessageEvent<string>) => {
    waiting = [];
    take(JSON.parse(data) as SlimEvent[], true);
  });
  source.addEventListener('missed', ({ data }: MessageEvent<string>) => {
    take(JSON.parse(data) as SlimEvent[], false);
  });
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    if (waiting.push(JSON.parse(data) as SlimEvent) === 1) setTimeout(flush, 30);
  });
  setInterval(refreshDepth, REGULARLY_MS);
}

/** Asks soon what waits where; many callers, one question. */
export function refreshDepth(): void {
  depthTimer ??= window.setTimeout(() => {
    depthTimer = undefined;
    ask<QueueDepth>('/api/queues').then(
      (answer) => {
        depth.value = answer;
      },
      () => undefined,
    );
  }, DEPTH_PAUSE_MS);
}
