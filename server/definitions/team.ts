/** People as the arguments of tools name them: the caller, and the team in the settings. */

import { DeskError, findName, type SettingsStore } from "../../store/mod.ts";
import type { ToolContext } from "./definition.ts";

const UNASSIGNED = new Set(["none", "unassigned", "null"]);
const ME = "me";

/**
 * Reads an assignee: "none" for no one, "me" for the caller, and a name in the spelling of the team. An unknown name is
 * accepted, with a remark.
 */
export async function resolveAssignee(
  text: string,
  { settings, getCallerName, addNotice }: Pick<ToolContext, "settings" | "getCallerName" | "addNotice">,
): Promise<string | null> {
  const word = text.trim().toLowerCase();
  if (UNASSIGNED.has(word)) return null;
  const name = word === ME ? getCallerName() : text.trim();
  const { team } = await settings.read();
  const { name: member, nearest } = findName(Object.keys(team), name);
  if (member !== undefined) {
    if (team[member]!.away) addNotice(`Note: ${member} is away.`);
    return member;
  }
  const isTeamKnown = Object.keys(team).length > 0;
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  if (isTeamKnown) addNotice(`Note: the assignee is not in the desk's team list, but was set anyway.${meant}`);
  return name;
}

/** Lists the names of the team that start with a text. */
export async function completeTeamMember(value: string, { settings }: { settings: SettingsStore }): Promise<string[]> {
  const start = value.trim().toLowerCase();
  return Object.keys((await settings.read()).team).filter((name) => name.toLowerCase().startsWith(start));
}

/** A quoted text, or the filter for the assignee with its values. */
const ASSIGNEE_FILTER = /"[^"]*"?|(?<![^\s(])(-?)assignee:([^\s"()]+)/gi;

/**
 * Replaces `assignee:me` by the name of the caller.
 *
 * @throws {DeskError} `invalid` if the name cannot be in a list of names.
 */
export function resolveMe(query: string, getCallerName: () => string): string {
  return query.replace(ASSIGNEE_FILTER, (whole, minus: string | undefined, list: string | undefined) => {
    const names = list?.split(",") ?? [];
    if (minus === undefined || !names.some((name) => name.toLowerCase() === ME)) return whole;
    const caller = getCallerName().replaceAll('"', " ");
    if (/[\s,()]/.test(caller)) {
      if (names.length === 1) return `${minus}assignee:"${caller}"`;
      throw new DeskError("invalid", "query cannot have me in a list of assignees, because your name is not one word.");
    }
    return `${minus}assignee:${names.map((name) => name.toLowerCase() === ME ? caller : name).join(",")}`;
  });
}
