import { invalidArgument } from '../oss-errors.ts';
import { quotedEtag } from '../object-headers.ts';
import type { OssRequest } from '../oss-request.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import type { XmlElements } from '../xml.ts';

/** What a listing asks for, whichever version it is. */
export interface ListQuery {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  /** 1 to 1000. */
  readonly maxKeys: number;
  /** Writes keys and prefixes as asked: as they are, or percent-encoded. */
  readonly encode: (text: string) => string;
  readonly encodingType: string | undefined;
}

/** One page of a listing: keys, and prefixes that stand for all keys below them. */
export interface ListPage {
  readonly records: readonly ObjectRecord[];
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or prefix of the page: where the next begins. */
  readonly last: string;
}

const DEFAULT_MAX_KEYS = 100;
const MAX_KEYS = 1_000;

/**
 * Reads what both versions of the listing share.
 * @throws {OssError} `InvalidArgument`.
 */
export function parseListQuery({ query }: OssRequest): ListQuery {
  const maxKeys = query.get('max-keys') ?? String(DEFAULT_MAX_KEYS);
  if (!/^\d{1,4}$/.test(maxKeys) || Number(maxKeys) < 1 || Number(maxKeys) > MAX_KEYS) {
    throw invalidArgument('Argument maxKeys must be from 1 to 1000.', 'max-keys', maxKeys);
  }
  const encodingType = query.get('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request.', 'encoding-type', encodingType);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Number(maxKeys),
    encode: encodingType === 'url' ? encodeURIComponent : (text) => text,
    encodingType,
  };
}

/** Takes one page out of records sorted by key, beginning behind `after`. */
export function listPage(
  records: readonly ObjectRecord[],
  { prefix, delimiter, maxKeys }: ListQuery,
  after: string,
): ListPage {
  const found: ObjectRecord[] = [];
  const prefixes = new Set<string>();
  let last = after;
  for (const record of records) {
    if (!record.key.startsWith(prefix) || !isBehind(record.key, after)) continue;
    const cut = delimiter === '' ? -1 : record.key.indexOf(delimiter, prefix.length);
    const common = cut < 0 ? undefined : record.key.slice(0, cut + delimiter.length);
    // A page that ended with this prefix has told of all that lies below it.
    if (common !== undefined && (prefixes.has(common) || common === after)) continue;
    if (found.length + prefixes.size === maxKeys)
      return { records: found, prefixes: [...prefixes], isTruncated: true, last };
    if (common === undefined) found.push(record);
    else prefixes.add(common);
    last = common ?? record.key;
  }
  return { records: found, prefixes: [...prefixes], isTruncated: false, last };
}

const isBehind = (key: string, after: string): boolean => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;

/** Writes the entries of a page as both versions have them. */
export function listEntries(page: ListPage, { encode }: ListQuery, withOwner: boolean): XmlElements {
  const owner = withOwner ? { Owner: { ID: 'local', DisplayName: 'local' } } : {};
  return {
    Contents: page.records.map((record) => ({
      Key: encode(record.key),
      LastModified: new Date(record.lastModified).toISOString(),
      ETag: quotedEtag(record.etag),
      Type: record.type,
      Size: record.size,
      StorageClass: 'Standard',
      ...owner,
    })),
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
  };
}
