import { fold } from "../search/analysis/mod.ts";
import { findName } from "./find_name.ts";

/** Returns what the spellings of a person's name have in common: `assignee:` in a search does not tell them apart either. */
export function toNameKey(name: string): string {
  return fold(name.trim());
}

/**
 * Finds a member of the team by name: in any case and width, and without its accents if no other member has that name.
 *
 * @returns The name as the team has it, or else the name that is probably meant.
 */
export function findMember(team: readonly string[], text: string): { name?: string; nearest?: string } {
  const found = findName(team, text.trim());
  if (found.name !== undefined) return found;
  const wanted = toNameKey(text);
  const alike = team.filter((name) => toNameKey(name) === wanted);
  return alike.length === 1 ? { name: alike[0]! } : found;
}
