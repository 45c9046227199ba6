/** Collects the values of an option that may come more than once; without a default, which the help would show as `[]`. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** The values that {@link collect} gathered, whatever commander hands over. */
export function listOf(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.filter((value) => typeof value === 'string') : [];
}

/** The text of an option or argument, whatever commander hands over; `undefined` where it was not given. */
export function textOf(option: unknown): string | undefined {
  return typeof option === 'string' ? option : undefined;
}
