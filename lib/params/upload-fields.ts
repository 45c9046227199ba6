import type { Upload, UploadVariable } from '../upload.ts';
import type { BodyPairs } from './parse-json-body.ts';

/** The body's own names for OSS's variables: `{ filename: 'object', height: 'imageInfo.height' }`. */
export type FieldNames = Readonly<Record<string, string>>;

/** What a callback body was understood to say. */
export interface ParsedBody {
  readonly upload: Upload;
  /** What the body carries beside OSS's variables, under the body's own names. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why the body cannot be relied on; absent where it can. */
  readonly problem?: string;
}

type Kind = 'text' | 'count';

/** Where a variable goes in an upload. */
interface Place {
  readonly kind: Kind;
  readonly isOfImage: boolean;
  readonly name: string;
  /** A bit of its own, to remember that the variable was given. */
  readonly bit: number;
}

const IMAGE_INFO = 'imageInfo.';

// https://www.alibabacloud.com/help/en/oss/developer-reference/callback
const KINDS = {
  bucket: 'text',
  object: 'text',
  etag: 'text',
  size: 'count',
  mimeType: 'text',
  'imageInfo.height': 'count',
  'imageInfo.width': 'count',
  'imageInfo.format': 'text',
  crc64: 'text',
  contentMd5: 'text',
  vpcId: 'text',
  clientIp: 'text',
  reqId: 'text',
  operation: 'text',
} as const satisfies Record<UploadVariable, Kind>;
const places: ReadonlyMap<string, Place> = new Map(
  Object.entries(KINDS).map(([variable, kind], index) => {
    const isOfImage = variable.startsWith(IMAGE_INFO);
    const name = isOfImage ? variable.slice(IMAGE_INFO.length) : variable;
    return [variable, { kind, isOfImage, name, bit: 1 << index }];
  }),
);

/** Options of {@link toUpload}. */
export interface ToUploadOptions {
  readonly fieldNames: FieldNames;
  /** Names that stood in the body more than once. */
  readonly repeated: ReadonlySet<string>;
  /** Names whose values were no UTF-8. Default none. */
  readonly garbled?: ReadonlySet<string> | undefined;
}

/** Sorts the values of a body into OSS's variables, blank ones left out, and all others. */
export function toUpload(values: BodyPairs, { fieldNames, repeated, garbled }: ToUploadOptions): ParsedBody {
  const upload: Record<string, unknown> = {};
  const imageInfo: Record<string, unknown> = {};
  const fields: [string, unknown][] = [];
  let seen = 0;
  const problems: string[] = [];
  for (const [name, value] of values) {
    const variable = (Object.hasOwn(fieldNames, name) && fieldNames[name]) || name;
    const place = places.get(variable);
    if (place === undefined) {
      // `${imageInfo}` is no variable of OSS and comes as null; it says the same as blank image info.
      if (name !== 'imageInfo' || value !== null) fields.push([name, value]);
      continue;
    }
    const { kind, isOfImage, bit } = place;
    if ((seen & bit) !== 0 || repeated.has(name)) problems.push(`${variable} is given twice`);
    // Two objects whose names are not UTF-8 would be one.
    if (garbled?.has(name)) problems.push(`${variable} is not UTF-8`);
    seen |= bit;
    if (isBlank(value, kind)) continue;
    const read = kind === 'count' ? readCount(value) : readText(value);
    if (read === undefined) problems.push(`${variable} is not a ${kind}`);
    else (isOfImage ? imageInfo : upload)[place.name] = read;
  }
  if (Object.keys(imageInfo).length > 0) upload['imageInfo'] = imageInfo;
  const parsed = { upload, fields: Object.fromEntries(fields) };
  return problems.length === 0 ? parsed : { ...parsed, problem: problems.join('; ') };
}

// In a form that OSS rendered as JSON, a number that there is none of comes as a bare null.
const isBlank = (value: unknown, kind: Kind): boolean =>
  value === null || value === '' || (kind === 'count' && value === 'null');

function readCount(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}
