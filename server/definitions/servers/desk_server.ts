import { MARKS_NOTICE } from "../../marks/mod.ts";
import type { ServerDefinition } from "../definition.ts";
import { savedReplyPrompt } from "../prompts/mod.ts";
import { resources } from "../resources/mod.ts";
import { deskTools } from "../tools/mod.ts";
import { EMPTY_DESK } from "../notices/mod.ts";
import { customersServer } from "./customers_server.ts";
import { ticketsServer } from "./tickets_server.ts";

/** The whole desk, under the name of the article's server. */
export const deskServer: ServerDefinition = {
  name: ticketsServer.name,
  title: "Support desk",
  instructions:
    "A support desk: tickets, the customers' accounts, and a knowledge base. Find tickets with search_tickets, and read a ticket with " +
    "get_ticket before you change it. Pass its revision as expected_revision, so that you do not overwrite another " +
    "change. " + EMPTY_DESK +
    " Take the next ticket to work on with claim_next_ticket. Comments (add_comment) are internal notes by " +
    "default; a reply is for the customer, but it is not sent: write one only when asked to, and say that a person must " +
    "deliver it. Before you write an answer, look for one in the knowledge base (search_knowledge) and in the saved replies (list_saved_replies). Close a solved ticket with close_ticket_tool. Use escalate_ticket when a person must take over. A " +
    "ticket names its customer by email address: read the account with get_customer, or find it with search_customers. " +
    "A person must approve a merge (merge_tickets) and a change of many tickets (update_tickets, undo_batch). A person must approve a new tier or status of an account " +
    "(update_account), and an erasure (erase_customer). Where no one can be asked, the change waits: " +
    `get_approval shows if it was granted. ${MARKS_NOTICE}`,
  tools: deskTools,
  resources: resources.desk,
  prompts: [...ticketsServer.prompts, ...customersServer.prompts, savedReplyPrompt],
  changedUris(change, views) {
    if (change.kind === "article") return [`article://${change.id}`];
    return [...ticketsServer.changedUris(change, views), ...customersServer.changedUris(change, views)];
  },
};
