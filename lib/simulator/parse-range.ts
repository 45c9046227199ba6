import { OssError } from './oss-error.ts';
import type { ByteRange } from './storage/blob-store.ts';

/**
 * Reads a `Range` header; `undefined` means the whole object. As OSS does, one that cannot be met counts as not there,
 * unless `x-oss-range-behavior: standard` asks for an error.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/getobject
 * @throws {OssError} `InvalidRange`, with the standard behaviour only.
 */
export function parseRange(
  header: string | undefined,
  size: number,
  behavior: string | undefined,
): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size : Number(last) + 1;
  const isStandard = behavior === 'standard';
  if (start < size && start < end && (isStandard || end <= size)) return { start, end: Math.min(end, size) };
  if (!isStandard) return undefined;
  throw new OssError({
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range cannot be satisfied.',
    headers: { 'Content-Range': `bytes */${size}` },
  });
}
