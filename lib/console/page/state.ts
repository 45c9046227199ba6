import { computed, signal, type Signal } from '@preact/signals';
import type { SlimEvent } from '../console-event.ts';
import type { Journey, JourneyOutcome } from '../journey/journey.ts';
import { createTimeline } from '../journey/timeline.ts';
import type { ConsoleSetup, QueueDepth } from '../setup.ts';
import type { Scale } from './axis.ts';

/** What the page shows. */
export type View = 'timeline' | 'send' | 'uploads';

const VIEWS: readonly View[] = ['timeline', 'send', 'uploads'];
const timeline = createTimeline();
const journeys = new Map<string, Signal<Journey>>();

/** Keys of all journeys, newest first. */
export const keys = signal<readonly string[]>([]);
/** Counts changes of journeys, for what looks at all of them. */
export const changes = signal(0);
/** Whether events come in. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');
/** What the run is. */
export const setup = signal<ConsoleSetup | undefined>(undefined);
/** What waits where. */
export const depth = signal<QueueDepth | undefined>(undefined);
/** The chosen view. */
export const view = signal<View>('timeline');
/** The chosen journey. */
export const selected = signal<string | undefined>(undefined);
/** How time is laid out. */
export const scale = signal<Scale>('log');
/** Said aloud by screen readers, and shown for a while; its number tells it from the same words said before. */
export const notice = signal({ number: 0, text: '' });
/** What is looked for. */
export const filter = {
  text: signal(''),
  bucket: signal(''),
  outcome: signal<JourneyOutcome | ''>(''),
};

/** Says something to whoever looks or listens. */
export function say(text: string): void {
  notice.value = { number: notice.peek().number + 1, text };
}

/** The state of one journey, for what shows just that one. */
export function journeyOf(key: string): Signal<Journey> | undefined {
  return journeys.get(key);
}

/** The keys that the filter leaves. */
export const shownKeys = computed(() => {
  const text = filter.text.value.trim().toLowerCase();
  const bucket = filter.bucket.value;
  const outcome = filter.outcome.value;
  // What a filter leaves changes with every event; all of them only with a new one.
  if ((text === '' && bucket === '' && outcome === '') || changes.value === 0) return keys.value;
  return keys.value.filter((key) => {
    const journey = journeys.get(key)?.peek();
    if (!journey || (bucket !== '' && journey.bucket !== bucket)) return false;
    if (outcome !== '' && journey.outcome !== outcome) return false;
    const words = [journey.object, journey.bucket, journey.code, journey.summary, journey.operation, key];
    return text === '' || words.some((each) => each?.toLowerCase().includes(text));
  });
});

/** The buckets that there are. */
export const buckets = computed(() => {
  const names = keys.value.map((key) => journeys.get(key)?.peek().bucket);
  return [...new Set(names)].filter((name) => name !== undefined).sort();
});

/** Takes events in; `isAnew` where they are all that there are. */
export function takeEvents(events: readonly SlimEvent[], isAnew: boolean): void {
  if (isAnew) {
    timeline.clear();
    journeys.clear();
  }
  const changed = new Set<string>();
  for (const event of events) {
    const key = timeline.apply(event);
    if (key !== undefined) changed.add(key);
  }
  for (const key of changed) {
    const journey = timeline.journey(key);
    if (!journey) continue;
    const known = journeys.get(key);
    if (known) known.value = journey;
    else journeys.set(key, signal(journey));
  }
  const now = timeline.keys();
  if (journeys.size > now.length) {
    const kept = new Set(now);
    for (const key of journeys.keys()) if (!kept.has(key)) journeys.delete(key);
  }
  if (isAnew || now.length !== keys.value.length || now[0] !== keys.value[0]) keys.value = now;
  if (changed.size > 0) changes.value += 1;
}

/** Opens what the address names: `#/timeline/KEY`, `#/send`. */
export function readAddress(): void {
  const [, name = '', key = ''] = location.hash.split('/');
  view.value = VIEWS.find((each) => each === name) ?? 'timeline';
  selected.value = key === '' ? undefined : decode(key);
}

/** Whatever stands in an address was perhaps typed there. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Goes somewhere, so that the browser's back button comes back from there. */
export function go(to: View, key?: string): void {
  const hash = `#/${to}${key === undefined ? '' : `/${encodeURIComponent(key)}`}`;
  if (location.hash !== hash) history.pushState(null, '', hash);
  readAddress();
}
