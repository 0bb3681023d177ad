/** Splits a list into batches of `size` items. The last batch may be smaller. */
export function toBatches<T>(list: readonly T[], size: number): T[][] {
  return Array.from(
    { length: Math.ceil(list.length / size) },
    (_, index) => list.slice(index * size, (index + 1) * size),
  );
}
