import type { Operation } from '../operation.ts';
import { emptyReply } from '../oss-reply.ts';

/** PutBucket: a bucket that may be named is there already. https://www.alibabacloud.com/help/en/oss/developer-reference/putbucket */
export const putBucket: Operation = ({ bucket }) => Promise.resolve(emptyReply(200, { Location: `/${bucket}` }));
