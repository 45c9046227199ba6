import type { SlimEvent } from '../console-event.ts';

/** A slim event of one type. */
export type SlimOf<T extends SlimEvent['type']> = Extract<SlimEvent, { readonly type: T }>;

/** Finds the events of one type. */
export function eventsOf<T extends SlimEvent['type']>(events: readonly SlimEvent[], type: T): SlimOf<T>[] {
  return events.filter((event): event is SlimOf<T> => event.type === type);
}

/** Finds the first event of a type. */
export function firstOf<T extends SlimEvent['type']>(events: readonly SlimEvent[], type: T): SlimOf<T> | undefined {
  return eventsOf(events, type)[0];
}

/** Finds the last event of a type. */
export function lastOf<T extends SlimEvent['type']>(events: readonly SlimEvent[], type: T): SlimOf<T> | undefined {
  return eventsOf(events, type).at(-1);
}
