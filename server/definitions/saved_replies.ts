/** Saved replies, as arguments of tools and prompts name them. */

import { toOneLine } from "../../base/text/one_line.ts";
import {
  DeskError,
  fillVariables,
  findName,
  listVariables,
  type SavedReply,
  type SettingsStore,
  spellAsTeam,
  type TicketSummary,
} from "../../store/mod.ts";
import { markTeamLine } from "../marks/mod.ts";
import type { CallerContext } from "./definition.ts";

/** The names that an error lists. */
const MAX_NAMES = 20;

/**
 * Finds a saved reply by its name, in any case.
 *
 * @throws {DeskError} `not_found`, with the existing names.
 */
export async function findSavedReply(
  text: string,
  { settings }: { settings: SettingsStore },
): Promise<SavedReply & { name: string }> {
  const { saved_replies } = await settings.read();
  const names = Object.keys(saved_replies);
  const { name, nearest } = findName(names, text.trim());
  if (name !== undefined) return { name, ...saved_replies[name]! };
  if (names.length === 0) {
    throw new DeskError("not_found", "The desk has no saved replies. A person can add some to the settings.");
  }
  const meant = nearest === undefined ? "" : ` Did you mean ${markTeamLine(nearest)}?`;
  const more = names.length > MAX_NAMES ? `, and ${names.length - MAX_NAMES} more` : "";
  const list = markTeamLine(names.slice(0, MAX_NAMES).join(", "));
  throw new DeskError("not_found", `There is no saved reply with this name.${meant} Saved replies: ${list}${more}.`);
}

/**
 * Fills in the variables of a saved reply for a ticket. The user's name is spelled as the team spells it, because the
 * customer reads it.
 *
 * @throws {DeskError} `invalid` if it names the user, who is not known.
 */
export async function fillSavedReply(
  { name, body }: SavedReply & { name: string },
  { id, subject, customer }: TicketSummary,
  { customers, settings, getUserName }: CallerContext,
): Promise<string> {
  const variables = listVariables(body);
  const user = getUserName();
  if (variables.has("user.name") && user === undefined) {
    throw new DeskError(
      "invalid",
      `The saved reply ${markTeamLine(name)} has {{user.name}}, but the server does not know its user. Start it with ` +
        "--user NAME, or write the answer without the saved reply.",
    );
  }
  return fillVariables(body, {
    "ticket.id": id,
    "ticket.subject": subject,
    "customer.email": customer,
    ...variables.has("customer.name") && { "customer.name": (await customers.get(customer)).name },
    ...user !== undefined && { "user.name": toOneLine(await spellAsTeam(user, settings)) },
  });
}

/** Lists the names of saved replies that start with a text. */
export async function completeSavedReply(value: string, { settings }: { settings: SettingsStore }): Promise<string[]> {
  const start = value.trim().toLowerCase();
  return Object.keys((await settings.read()).saved_replies).filter((name) => name.toLowerCase().startsWith(start));
}
