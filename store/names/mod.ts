/** Names in lists of the settings. */

export { findMember, toNameKey } from "./find_member.ts";
export { findName, foldName } from "./find_name.ts";
export { spellAsTeam } from "./spell_as_team.ts";
