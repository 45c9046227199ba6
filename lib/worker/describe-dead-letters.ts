import type { DeadLetter } from '../queue/dead-letters.ts';
import type { UploadMessage } from '../queue/upload-message.ts';
import type { FactStore } from '../store/fact-store.ts';
import { failureFact, parseFailure, type FailureReason } from '../store/failure-reason.ts';
import type { Upload } from '../upload.ts';
import { readDelivery } from './delivery.ts';

/** A dead letter as people look at it. */
export interface DescribedDeadLetter extends DeadLetter {
  /** The upload that it is about; absent where the message cannot be read. */
  readonly upload?: { readonly id: string; readonly receivedAt: string } & Pick<Upload, 'bucket' | 'object'>;
  /** Why the last attempt failed, as the worker kept it; absent where it could not, or that was long ago. */
  readonly failure?: FailureReason;
}

/** Reads what dead letters are about, and why each failed. */
export async function describeDeadLetters(
  letters: readonly DeadLetter[],
  facts: Pick<FactStore, 'read'>,
): Promise<readonly DescribedDeadLetter[]> {
  const reasons = await facts.read(letters.map(({ body }) => failureFact(body)));
  return letters.map((letter) => {
    const failure = parseFailure(reasons.get(failureFact(letter.body)));
    const { message } = readDelivery(letter);
    return { ...letter, ...(message && { upload: uploadOf(message) }), ...(failure && { failure }) };
  });
}

function uploadOf({ id, receivedAt, upload }: UploadMessage): NonNullable<DescribedDeadLetter['upload']> {
  const { bucket, object } = upload;
  return { id, receivedAt, ...(bucket !== undefined && { bucket }), ...(object !== undefined && { object }) };
}
