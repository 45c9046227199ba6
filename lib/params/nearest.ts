/** Finds the name that was probably meant: the same but for case, or at most two letters away. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const wanted = fold(name);
  const measured = candidates.map((candidate) => ({ candidate, distance: editDistance(wanted, fold(candidate)) }));
  const [best] = measured.sort((a, b) => a.distance - b.distance);
  // Of a short name two letters are too much of it.
  return best && best.distance <= Math.min(2, Math.floor(wanted.length / 3)) ? best.candidate : undefined;
}

const fold = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .slice(0, 64);

/** Letters to add, drop or change (Levenshtein's distance), row by row. */
function editDistance(from: string, to: string): number {
  const first = Array.from({ length: to.length + 1 }, (_, index) => index);
  const last = Array.from(from).reduce((row, letter, line) => {
    let diagonal = line;
    let left = line + 1;
    const rest = row.slice(1).map((above, column) => {
      const replaced = diagonal + (letter === to[column] ? 0 : 1);
      diagonal = above;
      left = Math.min(above + 1, left + 1, replaced);
      return left;
    });
    return [line + 1, ...rest];
  }, first);
  return Number(last.at(-1));
}
