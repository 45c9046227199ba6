import { readdirSync, readFileSync } from 'node:fs';
import type { LambdaHttpEvent } from '../../lib/platform/aws/http.ts';

const folder = new URL('../../events/http/', import.meta.url);

/** An event of `events/http`. */
export interface NamedEvent {
  readonly name: string;
  readonly event: LambdaHttpEvent;
}

export const lambdaEvents: readonly NamedEvent[] = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({
    name,
    event: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as LambdaHttpEvent,
  }));

export const lambdaEvent = (name: string): LambdaHttpEvent => lambdaEvents.find((each) => each.name === name)!.event;
