import { assertOverwrite, keptHeaders, mimeTypeOf } from '../object-headers.ts';
import type { Operation } from '../operation.ts';
import { xmlReply } from '../oss-reply.ts';

/** InitiateMultipartUpload. https://www.alibabacloud.com/help/en/oss/developer-reference/initiatemultipartupload */
export const initiateMultipartUpload: Operation = ({ bucket, key, headers, query }, { uploads, storage, clock }) => {
  assertOverwrite(headers, storage.get(bucket, key));
  const { uploadId } = uploads.initiate({
    bucket,
    key,
    mimeType: mimeTypeOf(headers['content-type']),
    headers: keptHeaders(headers),
    initiated: clock(),
  });
  const isEncoded = query.get('encoding-type') === 'url';
  const result = {
    EncodingType: isEncoded ? 'url' : undefined,
    Bucket: bucket,
    Key: isEncoded ? encodeURIComponent(key) : key,
    UploadId: uploadId,
  };
  return Promise.resolve(xmlReply(200, { InitiateMultipartUploadResult: result }));
};
