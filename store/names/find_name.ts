import { findNearestMatch } from "../search/query/mod.ts";

/** Returns what the spellings of a name in a list of the settings have in common. People's names have more: see `toNameKey`. */
export function foldName(name: string): string {
  return name.normalize("NFC").toLowerCase();
}

/**
 * Finds a name in any case.
 *
 * @param names No two of them differ in their case alone.
 * @returns The name as the list has it, or else the name that is probably meant.
 */
export function findName(names: readonly string[], text: string): { name?: string; nearest?: string } {
  const wanted = foldName(text);
  const name = names.find((name) => foldName(name) === wanted);
  if (name !== undefined) return { name };
  const nearest = findNearestMatch(wanted, names.map(foldName));
  return nearest === undefined ? {} : { nearest: names.find((name) => foldName(name) === nearest)! };
}
