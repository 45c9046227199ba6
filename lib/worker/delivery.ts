import { decodeMessage, type UploadMessage } from '../queue/upload-message.ts';
import type { QueueRecord } from './worker.ts';

/** A message of a batch, read as far as it could be. */
export interface Delivery {
  readonly record: QueueRecord;
  readonly message?: UploadMessage;
  /** Why it could not be read. */
  readonly error?: unknown;
}

/** Reads the messages of a batch; those of one upload come together, to be handled one after the other. */
export function readDeliveries(records: readonly QueueRecord[]): readonly (readonly Delivery[])[] {
  const groups = new Map<unknown, Delivery[]>();
  for (const record of records) {
    const delivery = readDelivery(record);
    // What cannot be read belongs to no upload.
    const upload = delivery.message?.id ?? record;
    const group = groups.get(upload);
    if (group) group.push(delivery);
    else groups.set(upload, [delivery]);
  }
  return [...groups.values()];
}

/** Reads one message; never throws. */
export function readDelivery(record: QueueRecord): Delivery {
  try {
    return { record, message: decodeMessage(record.body) };
  } catch (error) {
    return { record, error };
  }
}
