/** Names in lists of the settings. */

export { findName } from "./find_name.ts";
export { spellAsTeam } from "./spell_as_team.ts";
