import type { Resource, Value } from './resources/resource.ts';

/** One name that differs. */
export interface Difference {
  readonly name: string;
  readonly from: Value;
  readonly to: Value;
}

/** What a deployment would do to one resource. */
export type Change =
  | { readonly kind: 'create'; readonly resource: Resource }
  | { readonly kind: 'update'; readonly resource: Resource; readonly differences: readonly Difference[] }
  | { readonly kind: 'remove'; readonly resource: Resource };

/** What a deployment would have there and, where it is no longer wanted, not there. */
export interface Wanted {
  readonly resource: Resource;
  readonly present: boolean;
}

/** Compares what should be there with what is. Reads only; in the order of `wanted`. */
export async function planChanges(wanted: readonly Wanted[]): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { resource, present } of wanted) {
    const actual = await resource.read();
    if (!present) {
      if (actual !== undefined) changes.push({ kind: 'remove', resource });
    } else if (actual === undefined) {
      changes.push({ kind: 'create', resource });
    } else {
      const names = new Set([...Object.keys(resource.desired), ...Object.keys(actual)]);
      const differences = [...names]
        .map((name) => ({ name, from: actual[name], to: resource.desired[name] }))
        .filter(({ from, to }) => !isSame(from, to));
      if (differences.length > 0) changes.push({ kind: 'update', resource, differences });
    }
  }
  return changes;
}

/** Makes one change. A failure leaves the others undone; the next deployment goes on from what is there then. */
export async function applyChange(change: Change): Promise<void> {
  switch (change.kind) {
    case 'create':
      await change.resource.create();
      break;
    case 'update':
      await change.resource.update(change.differences.map(({ name }) => name));
      break;
    case 'remove':
      await change.resource.remove();
      break;
  }
}

/** The API leaves out what is empty, or gives it as an empty text or list. */
function isSame(a: Value, b: Value): boolean {
  return JSON.stringify(isEmpty(a) ? null : a) === JSON.stringify(isEmpty(b) ? null : b);
}

const isEmpty = (value: Value): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
