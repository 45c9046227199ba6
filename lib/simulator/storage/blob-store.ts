/** A stretch of octets inside a blob, `end` not included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Octets at rest under an id of the store's own. Nothing is ever held whole in memory by the caller. */
export interface BlobStore {
  /** Stores all octets of a source and resolves to their id; if the source fails, nothing is kept and it rejects. */
  write(source: AsyncIterable<Uint8Array>): Promise<string>;
  /** Reads a stretch of a blob that exists. */
  read(id: string, range: ByteRange): AsyncIterable<Uint8Array>;
  /** Removes a blob; one that does not exist is no error. */
  remove(id: string): Promise<void>;
}
