import type { Operation } from '../operation.ts';
import { xmlReply } from '../oss-reply.ts';

const MAX_UPLOADS = 1_000;

/** ListMultipartUploads, on one page. https://www.alibabacloud.com/help/en/oss/developer-reference/listmultipartuploads */
export const listMultipartUploads: Operation = ({ bucket, query }, { uploads }) => {
  const prefix = query.get('prefix') ?? '';
  const found = uploads
    .list(bucket)
    .filter(({ key }) => key.startsWith(prefix))
    .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) || a.initiated - b.initiated);
  const result = {
    Bucket: bucket,
    KeyMarker: '',
    UploadIdMarker: '',
    NextKeyMarker: '',
    NextUploadIdMarker: '',
    Delimiter: '',
    Prefix: prefix,
    MaxUploads: MAX_UPLOADS,
    IsTruncated: found.length > MAX_UPLOADS,
    Upload: found.slice(0, MAX_UPLOADS).map(({ key, uploadId, initiated }) => ({
      Key: key,
      UploadId: uploadId,
      Initiated: new Date(initiated).toISOString(),
    })),
  };
  return Promise.resolve(xmlReply(200, { ListMultipartUploadsResult: result }));
};
