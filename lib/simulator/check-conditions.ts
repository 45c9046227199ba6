import { OssError } from './oss-error.ts';
import type { ObjectRecord } from './storage/object-record.ts';

/**
 * Judges `If-Match`, `If-None-Match`, `If-Modified-Since` and `If-Unmodified-Since`. Dates count in whole seconds.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/getobject
 * @throws {OssError} `PreconditionFailed`.
 */
export function checkConditions(
  headers: Readonly<Record<string, string | undefined>>,
  { etag, lastModified }: ObjectRecord,
): 'modified' | 'not-modified' {
  const modifiedMs = Math.floor(lastModified / 1000) * 1000;
  const names = (list: string): boolean =>
    list.split(',').some((item) => ['*', etag, `"${etag}"`].includes(item.trim()));
  const match = headers['if-match'];
  const unmodifiedMs = Date.parse(headers['if-unmodified-since'] ?? '');
  if ((match !== undefined && !names(match)) || unmodifiedMs < modifiedMs) throw preconditionFailed();
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined) return names(noneMatch) ? 'not-modified' : 'modified';
  return Date.parse(headers['if-modified-since'] ?? '') >= modifiedMs ? 'not-modified' : 'modified';
}

function preconditionFailed(): OssError {
  const message = 'At least one of the pre-conditions you specified did not hold.';
  return new OssError({ status: 412, code: 'PreconditionFailed', message });
}
