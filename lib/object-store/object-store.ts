/** An object as OSS itself tells of it. */
export interface StoredObject {
  /** As callbacks write it: upper case, without quotes. */
  readonly etag: string;
  /** Octets. */
  readonly size: number;
  /** Milliseconds since the epoch, whole seconds: when this version was stored. */
  readonly lastModified: number;
}

/** An object that was asked for by name. */
export interface HeadObject extends StoredObject {
  readonly mimeType?: string;
}

/** An object of a listing. */
export interface ListedObject extends StoredObject {
  readonly key: string;
}

/** What to list. */
export interface ListQuery {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys behind this one only; it need not exist. Default: from the first. */
  readonly after?: string | undefined;
  /** Objects of a page at most, 1 to 1000. */
  readonly limit: number;
}

/** A page of a listing, in the order of the keys' octets. */
export interface ObjectPage {
  readonly objects: readonly ListedObject[];
  /** Whether there are keys behind the last one. */
  readonly isTruncated: boolean;
}

/** OSS as the worker and the reconciliation see it: they ask, and change nothing. */
export interface ObjectStore {
  /**
   * Asks for one object; `undefined` where the bucket has none of that key, or there is no such bucket.
   * @throws {ObjectStoreUnavailableError} where OSS refuses to tell, or has not before `signal` aborts.
   */
  head(object: { readonly bucket: string; readonly key: string }, signal: AbortSignal): Promise<HeadObject | undefined>;
  /**
   * Lists one page of the keys that begin with a prefix.
   * @throws {ObjectStoreUnavailableError} where OSS refuses to tell, or has not before `signal` aborts.
   */
  list(query: ListQuery, signal: AbortSignal): Promise<ObjectPage>;
}
