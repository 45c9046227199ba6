import type { Operation } from '../operation.ts';
import { invalidArgument } from '../oss-errors.ts';
import { xmlReply } from '../oss-reply.ts';
import { listEntries, listPage, parseListQuery } from './list-page.ts';

/** ListObjectsV2. https://www.alibabacloud.com/help/en/oss/developer-reference/listobjectsv2 */
export const listObjectsV2: Operation = (request, { storage }) => {
  const { query, bucket } = request;
  const list = parseListQuery(request);
  const { encode, prefix, delimiter, maxKeys, encodingType } = list;
  const token = query.get('continuation-token');
  const startAfter = query.get('start-after') ?? '';
  const page = listPage(storage.list(bucket), list, { after: token === undefined ? startAfter : decodeToken(token) });
  const entries = listEntries(page, list, query.get('fetch-owner') === 'true');
  const result = {
    Name: bucket,
    Prefix: encode(prefix),
    StartAfter: encode(startAfter),
    MaxKeys: maxKeys,
    Delimiter: encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: page.isTruncated,
    ContinuationToken: token,
    NextContinuationToken: page.isTruncated ? Buffer.from(page.last).toString('base64url') : undefined,
    ...entries,
    KeyCount: page.records.length + page.prefixes.length,
  };
  return Promise.resolve(xmlReply(200, { ListBucketResult: result }));
};

/** A token is the last key of the page before, opaque as OSS's is. */
function decodeToken(token: string): string {
  if (!/^[\w-]+$/.test(token)) {
    throw invalidArgument('The continuation token provided is incorrect.', 'continuation-token', token);
  }
  return Buffer.from(token, 'base64url').toString();
}
