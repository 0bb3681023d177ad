import type { Change } from "../../store/mod.ts";
import type { ServerDefinition } from "./definition.ts";
import { handoffPrompt, resolutionPrompt, triagePrompt } from "./prompts/mod.ts";
import { ticketAttachment, ticketDetails, ticketHistory, ticketList } from "./resources/mod.ts";
import { CUSTOMER_WORDS_NOTICE } from "./texts/customer_words.ts";
import { ticketTools } from "./tools/mod.ts";

/** The article's server: tickets, their comments and their history. */
export const ticketsServer: ServerDefinition = {
  name: "support-ticketing-server",
  title: "Support tickets",
  instructions:
    "A support desk. Find tickets with search_tickets, read one with get_ticket before you change it, and pass its revision " +
    "as expected_revision so that nobody's change is overwritten. Take the next one to work on with claim_next_ticket. " +
    "Notes (add_comment) are for the team; a reply goes to the customer, so write one only when asked to. Close with " +
    `close_ticket_tool once it is solved; use escalate_ticket when people must decide. ${CUSTOMER_WORDS_NOTICE}`,
  tools: ticketTools,
  resources: [ticketList, ticketDetails, ticketHistory, ticketAttachment],
  prompts: [resolutionPrompt, triagePrompt, handoffPrompt],
  changedUris: (change: Change) =>
    change.kind === "ticket" ? [ticketList.uri, `ticket://${change.id}`, `ticket://${change.id}/history`] : [],
};
