import { imageSize } from 'image-size';
import type { ByteRange } from '../storage/blob-store.ts';

/** What `${imageInfo.*}` stands for. */
export interface ImageInfo {
  readonly width: number;
  readonly height: number;
  readonly format: string;
}

/** What OSS finds: an image, an object that is none, or an image that it cannot read. */
export type ImageInfoResult = ImageInfo | 'not-an-image' | 'unreadable';

/** The octets of an object, which may be many: only what is needed is read. */
export interface ImageSource {
  readonly size: number;
  readonly mimeType: string;
  readonly read: (range: ByteRange) => AsyncIterable<Uint8Array>;
}

// The formats that OSS reads, by their first octets in hex; the library is never shown anything else.
// https://www.alibabacloud.com/help/en/oss/user-guide/0007-00000302
const FORMATS: readonly (readonly [format: string, firstOctets: RegExp])[] = [
  ['jpg', /^ffd8ff/],
  ['png', /^89504e470d0a1a0a/],
  ['gif', /^474946383[79]61/],
  ['bmp', /^424d.{24}(?:0c|28|34|38|40|6c|7c)000000/],
  ['webp', /^52494646.{8}57454250/],
  ['tiff', /^(?:49492a00|4d4d002a)/],
  ['heic', /^.{8}66747970(?:68656963|68656978|6d696631|6d736631)/],
];
const SIGNATURE_BYTES = 24;
// Most images say their size at once. A JPEG may put a large profile before it, a TIFF its directory last.
const PREFIX_BYTES = [65_536, 1_048_576, 16_777_216] as const;

/** Reads an image's size and format, from its first octets where they say it. */
export async function readImageInfo(source: ImageSource): Promise<ImageInfoResult> {
  const signature = (await readPrefix(source, SIGNATURE_BYTES)).toString('hex');
  const format = FORMATS.find(([, firstOctets]) => firstOctets.test(signature))?.[0];
  if (format === undefined) return /^image\//i.test(source.mimeType) ? 'unreadable' : 'not-an-image';
  for (const bytes of PREFIX_BYTES) {
    const size = sizeOf(await readPrefix(source, bytes));
    if (size) return { ...size, format };
    if (bytes >= source.size) break;
  }
  return 'unreadable';
}

function sizeOf(octets: Uint8Array): { width: number; height: number } | undefined {
  try {
    const { width, height } = imageSize(octets);
    return width > 0 && height > 0 ? { width, height } : undefined;
  } catch {
    return undefined;
  }
}

async function readPrefix({ size, read }: ImageSource, bytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of read({ start: 0, end: Math.min(bytes, size) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}
