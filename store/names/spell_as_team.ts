import type { SettingsStore } from "../settings.ts";
import { findMember } from "./find_member.ts";

/** Returns the name of a person as the team in the settings spells it, or unchanged if the team has no such name. */
export async function spellAsTeam(name: string, settings: Pick<SettingsStore, "read">): Promise<string> {
  return findMember(Object.keys((await settings.read()).team), name).name ?? name;
}
