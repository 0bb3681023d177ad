/** Suggestions for words that are typed almost right. */

import { countEdits } from "../../base/text/compare/count_edits.ts";

/** Shorter beginnings fit too many words. */
const MIN_PREFIX = 3;

/** More candidates than these are no answer to an abbreviation. */
const MAX_ABBREVIATED = 2;

/**
 * Finds the candidates a person may have meant, in any case: those with one typing error (two in words of six letters or
 * more), or those that the input abbreviates, if there are only one or two.
 *
 * @returns The closest candidates; empty when none is close.
 */
export function findNearMisses(input: string, candidates: readonly string[]): string[] {
  const limit = input.length < 6 ? 1 : 2;
  const typed = input.toLowerCase();
  const distances = candidates.map((candidate) => [candidate, countEdits(typed, candidate.toLowerCase())] as const);
  const least = Math.min(...distances.map(([, distance]) => distance));
  if (least <= limit && least < input.length) {
    return distances.filter(([, distance]) => distance === least).map(([candidate]) => candidate);
  }
  const abbreviated = candidates.filter((candidate) => candidate.toLowerCase().startsWith(typed));
  return input.length >= MIN_PREFIX && abbreviated.length <= MAX_ABBREVIATED ? abbreviated : [];
}
