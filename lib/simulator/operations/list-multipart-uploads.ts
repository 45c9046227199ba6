import type { MultipartUpload } from '../multipart-uploads.ts';
import type { Operation } from '../operation.ts';
import { xmlReply } from '../oss-reply.ts';
import { commonPrefixes, compareText, listPage, parseListQuery } from './list-page.ts';

/** ListMultipartUploads. https://www.alibabacloud.com/help/en/oss/developer-reference/listmultipartuploads */
export const listMultipartUploads: Operation = (request, { uploads }) => {
  const { bucket, query } = request;
  const list = parseListQuery(request, { maxName: 'max-uploads', maxDefault: 1_000 });
  const { encode, prefix, delimiter, maxKeys, encodingType } = list;
  const keyMarker = query.get('key-marker') ?? '';
  const uploadIdMarker = query.get('upload-id-marker') ?? '';
  const sorted = [...uploads.list(bucket)].sort(byKeyAndId);
  const page = listPage(sorted, list, { after: keyMarker, isBehind: isBehind(keyMarker, uploadIdMarker) });
  const last = page.records.findLast(({ key }) => key === page.last);
  const result = {
    Bucket: bucket,
    EncodingType: encodingType,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: uploadIdMarker,
    // As in the documented answer, also on the last page.
    NextKeyMarker: encode(page.last),
    NextUploadIdMarker: last?.uploadId ?? '',
    Delimiter: encode(delimiter),
    Prefix: encode(prefix),
    MaxUploads: maxKeys,
    IsTruncated: page.isTruncated,
    Upload: page.records.map(({ key, uploadId, initiated }) => ({
      Key: encode(key),
      UploadId: uploadId,
      Initiated: new Date(initiated).toISOString(),
    })),
    CommonPrefixes: commonPrefixes(page, list),
  };
  return Promise.resolve(xmlReply(200, { ListMultipartUploadsResult: result }));
};

const byKeyAndId = (a: MultipartUpload, b: MultipartUpload): number =>
  compareText(a.key, b.key) || compareText(a.uploadId, b.uploadId);

/** Without a key OSS does not look at the id; without an id, no upload of that key is listed again. */
function isBehind(keyMarker: string, uploadIdMarker: string): (upload: MultipartUpload) => boolean {
  return ({ key, uploadId }) =>
    compareText(key, keyMarker) > 0 || (key === keyMarker && uploadIdMarker !== '' && uploadId > uploadIdMarker);
}
