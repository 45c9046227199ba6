/** Where one secret is kept. What it holds stands in no template, no environment and no repository. */
export interface SecretSource {
  /** What people know the secret by; never its value. */
  readonly name: string;
  /**
   * Reads the versions in force: the current one and, where there is one, the version before it.
   * @throws {SecretUnavailableError} where it cannot be read, or `signal` aborted before it was.
   */
  read(signal: AbortSignal): Promise<readonly string[]>;
}
