/** People as the arguments of tools name them: the caller, and the team in the settings. */

import { toOneLine } from "../../base/text/one_line.ts";
import { DeskError, findMember, type SettingsStore, toNameKey } from "../../store/mod.ts";
import type { ToolContext } from "./definition.ts";

const UNASSIGNED = new Set(["none", "unassigned", "null"]);

/** The caller, as an assignee. */
export const ME = "me";

/**
 * Reads an assignee: "none" for no one, "me" for the caller, and a name in the spelling of the team. An unknown name is
 * accepted, with a remark.
 *
 * @throws {DeskError} `invalid` for "me" if the caller has a name that means no one.
 */
export async function resolveAssignee(
  text: string,
  { settings, getCallerName, addNotice }: Pick<ToolContext, "settings" | "getCallerName" | "addNotice">,
): Promise<string | null> {
  const line = toOneLine(text);
  const word = line.toLowerCase();
  if (UNASSIGNED.has(word)) return null;
  const name = word === ME ? getCallerName() : line;
  if (UNASSIGNED.has(name.trim().toLowerCase())) throw new DeskError("invalid", explainName(name));
  const { team } = await settings.read();
  const { name: member, nearest } = findMember(Object.keys(team), name);
  if (member !== undefined) {
    if (team[member]!.away) addNotice(`Note: ${member} is away.`);
    return member;
  }
  const isTeamKnown = Object.keys(team).length > 0;
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  if (isTeamKnown) addNotice(`Note: the assignee is not in the desk's team list, which is allowed.${meant}`);
  return name;
}

/** The caller's name comes from a flag, a token or an issuer, which do not know the words for no one. */
function explainName(name: string): string {
  return `You act as ${name}, but as an assignee this means no one. Name another assignee, or ask a person to change ` +
    "your name (serve --user NAME, or the name of the token).";
}

/** Lists the names of the team that start with a text. */
export async function completeTeamMember(value: string, { settings }: { settings: SettingsStore }): Promise<string[]> {
  const start = toNameKey(value);
  return Object.keys((await settings.read()).team).filter((name) => toNameKey(name).startsWith(start));
}
