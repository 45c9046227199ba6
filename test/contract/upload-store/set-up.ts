import type { Clock } from '../../../lib/clock.ts';
import type { StatisticsEntry } from '../../../lib/store/statistics.ts';
import type { UploadReader } from '../../../lib/store/upload-reader.ts';
import type { UploadStore } from '../../../lib/store/upload-store.ts';
import { createCallGate, type CallGate } from '../../helpers/call-gate.ts';
import { RECEIVED_AT, uploadId } from '../../helpers/upload-messages.ts';

/** What the suite asks of an adapter: one set of data, seen by as many processes as the suite wants. */
export interface StoreUnderTest {
  /** The store as a process sees it that has just started; its finest calls go through `gate`. */
  readonly openStore: (options: { readonly gate: CallGate; readonly retentionDays?: number }) => UploadStore;
  readonly reader: UploadReader;
  /** Does what the table's TTL does at the clock's time. */
  readonly expire: () => Promise<void>;
}

/** Creates a store of its own for a test. */
export type CreateStoreUnderTest = (options: {
  readonly clock: Clock;
  readonly retentionDays?: number;
}) => Promise<StoreUnderTest>;

/** When the uploads of the suite arrive. */
export const ARRIVAL = Date.parse(RECEIVED_AT);

/** The day on which they do. */
export const DAY = RECEIVED_AT.slice(0, 10);

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** What an upload adds to the statistics. */
export const entry = (seed: string, overrides: Partial<StatisticsEntry> = {}): StatisticsEntry => ({
  id: uploadId(seed),
  bucket: 'holiday-pictures',
  receivedAt: RECEIVED_AT,
  mimeType: 'image/jpeg',
  size: 1_000,
  accepted: true,
  ...overrides,
});

/** Creates a store of its own for a test, a second after its uploads arrive. */
export async function setUp(create: CreateStoreUnderTest, { retentionDays }: { readonly retentionDays?: number } = {}) {
  let now = ARRIVAL + 1_000;
  const options = retentionDays === undefined ? {} : { retentionDays };
  const subject = await create({ clock: () => now, ...options });
  const gate = createCallGate();
  return {
    ...subject,
    gate,
    clock: () => now,
    setNow: (at: number) => {
      now = at;
    },
    restart: () => subject.openStore({ gate, ...options }),
    store: subject.openStore({ gate, ...options }),
  };
}
