import type { Octets } from './console-event.ts';

/** A head has 64 KiB at most, a callback body mostly less than one. */
const MAX_KEPT_BYTES = 65_536;

/** Keeps octets, as many as are worth looking at. */
export function keepOctets(octets: Uint8Array): Octets {
  const kept = Buffer.from(octets.buffer, octets.byteOffset, Math.min(octets.byteLength, MAX_KEPT_BYTES));
  return { base64: kept.toString('base64'), bytes: octets.byteLength };
}

/** Gives back what was kept. */
export function keptOctets({ base64 }: Octets): Buffer {
  return Buffer.from(base64, 'base64');
}
