/** Suggestions for words that are typed almost right. */

import { countEdits } from "../../base/text/count_edits.ts";

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
