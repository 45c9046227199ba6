import type { UploadStore } from '../store/upload-store.ts';
import { bucketOf } from '../store/upload-record.ts';
import { mimeEssence } from './mime-essence.ts';
import { reviewResult } from './review-step.ts';
import type { Step } from './step.ts';

/** Creates the step that counts each upload by bucket, day and MIME type, accepted or not. */
export function createStatisticsStep(store: UploadStore): Step {
  return {
    name: 'statistics',
    run: (upload, { id, receivedAt, results }) =>
      store.count({
        id,
        bucket: bucketOf(upload),
        receivedAt,
        mimeType: mimeEssence(upload.mimeType) ?? '-',
        size: upload.size ?? 0,
        accepted: reviewResult(results)?.accepted ?? true,
      }),
  };
}
