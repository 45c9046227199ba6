import { randomBytes } from 'node:crypto';

/** Makes a request id as OSS's look: 24 upper-case hex digits, the first eight of them the time in seconds. */
export function createRequestId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0');
  return (seconds + randomBytes(8).toString('hex')).toUpperCase();
}
