/** The advice of a closing: the tickets that were linked to the closed one, and are still open. */

import type { TicketRecord, Tickets } from "../../../store/mod.ts";

/** The maximum number of tickets that the advice names. */
const MOST_NAMED = 20;

/** Returns the effects and children that are not closed, and what to do with them; undefined if there are none. */
export async function adviseOnOpenLinks(
  { id, links = [] }: TicketRecord,
  tickets: Tickets,
): Promise<string | undefined> {
  if (!links.some(({ relation }) => relation === "causes" || relation === "child")) return undefined;
  const { links: shown = [] } = await tickets.get(id);
  const open = shown.filter(({ relation, status }) =>
    (relation === "causes" || relation === "child") && status !== "closed"
  );
  if (open.length === 0) return undefined;
  const ids = [...new Set(open.map((link) => `#${link.id}`))];
  const named = ids.slice(0, MOST_NAMED).join(", ") +
    (ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "");
  return `Still open, and caused by #${id} or its children: ${named}. Offer to answer them (add_comment) and to close them ` +
    "(update_tickets with ticket_ids and resolution).";
}
