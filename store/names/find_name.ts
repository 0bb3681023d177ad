import { findNearestMatch } from "../search/query/mod.ts";

/**
 * Finds a name in any case.
 *
 * @param names No two of them differ in their case alone.
 * @returns The name as the list has it, or else the name that is probably meant.
 */
export function findName(names: readonly string[], text: string): { name?: string; nearest?: string } {
  const wanted = text.toLowerCase();
  const name = names.find((name) => name.toLowerCase() === wanted);
  if (name !== undefined) return { name };
  const nearest = findNearestMatch(wanted, names.map((name) => name.toLowerCase()));
  return nearest === undefined ? {} : { nearest: names.find((name) => name.toLowerCase() === nearest)! };
}
