import { InvalidArgumentError } from 'commander';
import { isCursor } from '../store/list-cursor.ts';

/** Reads a UTC day, `YYYY-MM-DD`, that exists. */
export function parseDay(text: string): string {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
  // JavaScript rolls 30 February over; a day that exists comes back as it went in.
  if (!isDay || new Date(text).toISOString().slice(0, 10) !== text) {
    throw new InvalidArgumentError('It must be a day like 2026-11-02, in UTC.');
  }
  return text;
}

/** Makes a reader of a whole number in a range, both ends included. */
export function wholeNumberFrom(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < min || number > max) {
      throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
    }
    return number;
  };
}

/** Reads the id of an upload: 64 hex digits. */
export function parseUploadId(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new InvalidArgumentError('It must be the 64 hex digits that `uploads list` shows.');
  }
  return text.toLowerCase();
}

/** Reads the place where a listing goes on. */
export function parseCursor(text: string): string {
  if (!isCursor(text)) throw new InvalidArgumentError('It must be what the listing before gave.');
  return text;
}
