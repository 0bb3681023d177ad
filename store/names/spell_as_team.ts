import type { SettingsStore } from "../settings.ts";

/** Returns the name of a person as the team in the settings spells it, or unchanged if the team has no such name. */
export async function spellAsTeam(name: string, settings: Pick<SettingsStore, "read">): Promise<string> {
  const wanted = name.toLowerCase();
  return Object.keys((await settings.read()).team).find((member) => member.toLowerCase() === wanted) ?? name;
}
