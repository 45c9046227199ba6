import { timingSafeEqual } from 'node:crypto';

/** Compares two signatures without telling by its time how much of them agrees. */
export function isSameSignature(given: string, right: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
