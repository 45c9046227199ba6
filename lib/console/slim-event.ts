import type { ConsoleEvent, SlimEvent } from './console-event.ts';

/** Takes from an event what only the inspector shows. */
export function slimEvent(event: ConsoleEvent): SlimEvent {
  return Object.fromEntries(
    Object.entries(event).filter(([name]) => name !== 'octets' && name !== 'callback'),
  ) as unknown as SlimEvent;
}
