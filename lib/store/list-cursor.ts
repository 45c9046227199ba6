import type { UploadListQuery } from './upload-reader.ts';

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f]{64}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Tells whether a text can be the cursor of a listing. */
export function isCursor(text: string): boolean {
  return CURSOR.test(text);
}

/**
 * Checks what a listing is asked for: a cursor is the place of the last upload of the page before.
 * @throws {TypeError} naming what is wrong.
 */
export function assertListQuery({ limit, cursor, day }: UploadListQuery): void {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new TypeError(`"limit" must be a positive whole number, got ${limit}`);
  }
  if (cursor !== undefined && !isCursor(cursor)) {
    throw new TypeError(`"cursor" must be what the page before gave, got ${JSON.stringify(cursor)}`);
  }
  if (day !== undefined && !DAY.test(day)) {
    throw new TypeError(`"day" must be YYYY-MM-DD, got ${JSON.stringify(day)}`);
  }
}

/** Cuts a page from uploads in order, of which one more than `limit` is known where there is one. */
export function cutPage<T extends { readonly listSort: string }>(
  found: readonly T[],
  limit: number,
): { readonly items: readonly T[]; readonly cursor?: string } {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return found.length > limit && last ? { items, cursor: last.listSort } : { items };
}
