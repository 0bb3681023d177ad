import { MARKS_NOTICE } from "../../marks/mod.ts";
import type { ServerDefinition } from "../definition.ts";
import { handoffPrompt, resolutionPrompt, triagePrompt } from "../prompts/mod.ts";
import { resources, ticketList, toViewUris } from "../resources/mod.ts";
import { EMPTY_DESK } from "../notices/mod.ts";
import { ticketTools } from "../tools/mod.ts";

/** The article's server: tickets, their comments and their history. */
export const ticketsServer: ServerDefinition = {
  name: "support-ticketing-server",
  title: "Support tickets",
  instructions:
    "A support desk. Find tickets with search_tickets, and read a ticket with get_ticket before you change it. Pass its " +
    "revision as expected_revision, so that you do not overwrite another change. " + EMPTY_DESK +
    " Take the next ticket to work on with " +
    "claim_next_ticket. Comments (add_comment) are internal notes by default; a reply is for the customer, but it is not " +
    "sent: write one only when asked to, and say that a person must deliver it. Close a solved ticket with " +
    `close_ticket_tool. Use escalate_ticket when a person must take over. A merge (merge_tickets) and a change of many tickets (update_tickets, undo_batch) need a person's approval, and ` +
    `may wait for it: get_approval shows if it was granted. ${MARKS_NOTICE}`,
  tools: ticketTools,
  resources: resources.tickets,
  prompts: [resolutionPrompt, triagePrompt, handoffPrompt],
  changedUris: (change, views) => {
    if (change.kind === "settings") return toViewUris(views);
    if (change.kind !== "ticket") return [];
    return [ticketList.uri, `ticket://${change.id}`, `ticket://${change.id}/history`, ...toViewUris(views)];
  },
};
