import type { Operation } from '../operation.ts';
import { emptyReply } from '../oss-reply.ts';

/** DeleteObject; one that is not there is no error. https://www.alibabacloud.com/help/en/oss/developer-reference/deleteobject */
export const deleteObject: Operation = async ({ bucket, key }, { storage }) => {
  await storage.remove(bucket, key);
  return emptyReply(204);
};
