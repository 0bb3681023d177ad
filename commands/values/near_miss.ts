/** Suggestions for words that are typed almost right. */

/** Shorter beginnings fit too many words. */
const MIN_PREFIX = 3;

/**
 * Finds the candidates a person may have meant: those with one typing error (two in words of six letters or more), and
 * the one that the input abbreviates.
 *
 * @returns The closest candidates; empty when none is close.
 */
export function findNearMisses(input: string, candidates: readonly string[]): string[] {
  const limit = input.length < 6 ? 1 : 2;
  const distances = candidates.map((candidate) => [candidate, countEdits(input, candidate)] as const);
  const least = Math.min(...distances.map(([, distance]) => distance));
  if (least <= limit && least < input.length) {
    return distances.filter(([, distance]) => distance === least).map(([candidate]) => candidate);
  }
  const abbreviated = candidates.filter((candidate) => candidate.startsWith(input));
  return input.length >= MIN_PREFIX && abbreviated.length === 1 ? abbreviated : [];
}

/**
 * Counts the letters to insert, delete or replace, and the neighbors to swap, that turn one word into another (optimal
 * string alignment).
 */
function countEdits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = last[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
        ? beforeLast[column - 2]! + 1
        : Infinity;
      current.push(Math.min(last[column]! + 1, current[column - 1]! + 1, replaced, swapped));
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length]!;
}
