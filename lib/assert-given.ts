/**
 * Makes sure that options are there which a caller without types may have left out.
 * @throws {TypeError} naming the first one that is missing.
 */
export function assertGiven<T extends object>(options: T, names: readonly (keyof T & string)[]): void {
  const missing = names.find((name) => options[name] === undefined || options[name] === null);
  if (missing !== undefined) throw new TypeError(`"${missing}" must be given`);
}
