/** The named groups of a match, of a pattern that has such; one that did not take part is `undefined`. */
export function namedGroups<Name extends string>(match: RegExpExecArray): Readonly<Partial<Record<Name, string>>> {
  return match.groups as Partial<Record<Name, string>>;
}
