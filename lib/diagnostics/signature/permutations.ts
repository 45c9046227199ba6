/** Every other order of up to six items; none for more of them, or fewer than two. */
export function* permutations<T>(items: readonly T[]): Generator<T[], void, undefined> {
  if (items.length < 2 || items.length > 6) return;
  let isFirst = true;
  for (const each of arrange(items)) {
    if (!isFirst) yield each;
    isFirst = false;
  }
}

function* arrange<T>(items: readonly T[]): Generator<T[], void, undefined> {
  if (items.length === 0) {
    yield [];
    return;
  }
  for (const [index, item] of items.entries()) {
    for (const rest of arrange(items.toSpliced(index, 1))) yield [item, ...rest];
  }
}
