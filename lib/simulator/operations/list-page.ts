import { invalidArgument } from '../oss-errors.ts';
import { quotedEtag } from '../object-headers.ts';
import type { OssRequest } from '../oss-request.ts';
import type { ObjectRecord } from '../storage/object-record.ts';
import type { XmlElements } from '../xml.ts';

/** What a listing asks for, be it of objects, in either version, or of uploads. */
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

/** One page of a listing: entries, and prefixes that stand for all keys below them. */
export interface ListPage<Entry> {
  readonly records: readonly Entry[];
  readonly prefixes: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or prefix of the page: where the next begins. */
  readonly last: string;
}

/** Where a page begins. */
export interface ListStart<Entry> {
  /** A key, or a prefix that the page before ended with. */
  readonly after: string;
  /** Default: its key is. */
  readonly isBehind?: (entry: Entry) => boolean;
}

const MAX_KEYS = 1_000;

/**
 * Reads what all listings share.
 * @throws {OssError} `InvalidArgument`.
 */
export function parseListQuery(
  { query }: OssRequest,
  { maxName = 'max-keys', maxDefault = 100 }: { readonly maxName?: string; readonly maxDefault?: number } = {},
): ListQuery {
  const maxKeys = query.get(maxName) ?? String(maxDefault);
  if (!/^\d{1,4}$/.test(maxKeys) || Number(maxKeys) < 1 || Number(maxKeys) > MAX_KEYS) {
    const argument = maxName.replace(/-(.)/, (_, letter: string) => letter.toUpperCase());
    throw invalidArgument(`Argument ${argument} must be from 1 to 1000.`, maxName, maxKeys);
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

/** Takes one page out of entries sorted by key. */
export function listPage<Entry extends { readonly key: string }>(
  records: readonly Entry[],
  { prefix, delimiter, maxKeys }: ListQuery,
  { after, isBehind = ({ key }) => compareText(key, after) > 0 }: ListStart<Entry>,
): ListPage<Entry> {
  const found: Entry[] = [];
  const prefixes = new Set<string>();
  let last = after;
  for (const record of records) {
    if (!record.key.startsWith(prefix) || !isBehind(record)) continue;
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

/** Compares two texts by their octets, as OSS sorts. */
export function compareText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Writes a page of objects as both versions have it. */
export function listEntries(page: ListPage<ObjectRecord>, { encode }: ListQuery, withOwner: boolean): XmlElements {
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
    CommonPrefixes: commonPrefixes(page, { encode }),
  };
}

/** Writes the prefixes of a page. */
export function commonPrefixes(
  { prefixes }: Pick<ListPage<unknown>, 'prefixes'>,
  { encode }: Pick<ListQuery, 'encode'>,
): XmlElements[] {
  return prefixes.map((prefix) => ({ Prefix: encode(prefix) }));
}
