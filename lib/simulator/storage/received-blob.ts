import { createHash } from 'node:crypto';
import type { BlobStore } from './blob-store.ts';
import { createCrc64 } from './crc64.ts';
import type { BlobSlice } from './object-record.ts';

/** A blob just written, with what OSS computes on the way. */
export interface ReceivedBlob extends BlobSlice {
  readonly md5: Buffer;
  readonly crc64: bigint;
}

/**
 * Streams octets into a blob and computes size, MD5 and CRC-64 as they pass.
 * Rejects with what `checkSize` throws on the octets so far, or with the source's error; then nothing is kept.
 */
export async function receiveBlob(
  blobs: BlobStore,
  source: AsyncIterable<Uint8Array>,
  checkSize: (bytes: number) => void = () => undefined,
): Promise<ReceivedBlob> {
  const md5 = createHash('md5');
  const crc64 = createCrc64();
  let size = 0;
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      size += chunk.length;
      checkSize(size);
      md5.update(chunk);
      crc64.update(chunk);
      yield chunk;
    }
  }
  const id = await blobs.write(measured());
  return { id, size, md5: md5.digest(), crc64: crc64.value() };
}
