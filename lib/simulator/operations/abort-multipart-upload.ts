import type { Operation } from '../operation.ts';
import { emptyReply } from '../oss-reply.ts';

/** AbortMultipartUpload. https://www.alibabacloud.com/help/en/oss/developer-reference/abortmultipartupload */
export const abortMultipartUpload: Operation = async ({ bucket, key, query }, { uploads, storage }) => {
  const { parts } = uploads.take({ bucket, key, uploadId: query.get('uploadId') ?? '' });
  await storage.discard([...parts.values()].map(({ blob }) => blob));
  return emptyReply(204);
};
