import type { Operation } from '../operation.ts';
import { xmlReply } from '../oss-reply.ts';
import { listEntries, listPage, parseListQuery } from './list-page.ts';

/** ListObjects, the first version, which the SDKs still call `list`. https://www.alibabacloud.com/help/en/oss/developer-reference/listobjects */
export const listObjects: Operation = (request, { storage }) => {
  const { query, bucket } = request;
  const list = parseListQuery(request);
  const { encode, prefix, delimiter, maxKeys, encodingType } = list;
  const marker = query.get('marker') ?? '';
  const page = listPage(storage.list(bucket), list, { after: marker });
  const result = {
    Name: bucket,
    Prefix: encode(prefix),
    Marker: encode(marker),
    MaxKeys: maxKeys,
    Delimiter: encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: page.isTruncated,
    NextMarker: page.isTruncated ? encode(page.last) : undefined,
    ...listEntries(page, list, true),
  };
  return Promise.resolve(xmlReply(200, { ListBucketResult: result }));
};
