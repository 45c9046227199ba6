import type { Readable } from 'node:stream';

/** Options of {@link readBody}. */
export interface ReadBodyOptions {
  /** Octets kept; of a longer body `max + 1` octets are given, as soon as it is longer. */
  readonly max: number;
  /** What the sender says of its length, where he says it. */
  readonly contentLength?: string | undefined;
}

/** Resolves with the body of a request, or `undefined` where the sender goes away. */
export function readBody(stream: Readable, { max, contentLength }: ReadBodyOptions): Promise<Uint8Array | undefined> {
  const tooLong = (): Uint8Array => new Uint8Array(max + 1);
  if (Number(contentLength ?? 0) > max) return Promise.resolve(tooLong());
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    stream.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= max) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve(tooLong());
      }
    });
    stream.on('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    stream.on('close', () => {
      resolve(undefined);
    });
  });
}
