import { findNearestMatch } from "../search/query/mod.ts";
import type { Settings } from "../settings.ts";

/**
 * Finds a member by name, in any case.
 *
 * @returns The member's name as the team has it, or else the name that is probably meant.
 */
export function findMember(team: Settings["team"], name: string): { member?: string; nearest?: string } {
  const names = Object.keys(team);
  const wanted = name.toLowerCase();
  const member = names.find((name) => name.toLowerCase() === wanted);
  if (member !== undefined) return { member };
  const nearest = findNearestMatch(wanted, names.map((name) => name.toLowerCase()));
  return nearest === undefined ? {} : { nearest: names.find((name) => name.toLowerCase() === nearest)! };
}
