/** Options of what {@link FactStore} keeps. */
export interface FactOptions {
  /** Seconds since the epoch after which the fact may be forgotten; default: never. */
  readonly expiresAt?: number | undefined;
}

/** Small facts by name: who came first, where a listing stopped, why a message failed. As consistent as the store can. */
export interface FactStore {
  /** Keeps a fact by one conditional write; where one of that name is kept already, that one comes back. */
  keepFirst(name: string, value: string, options?: FactOptions): Promise<string>;
  /** Keeps a fact in place of any other of that name. */
  keep(name: string, value: string, options?: FactOptions): Promise<void>;
  /** Finds the facts that there are of these names. */
  read(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
