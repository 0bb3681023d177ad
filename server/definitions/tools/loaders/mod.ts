/**
 * Loads the tools that hosts call first, each without the others. Tools that send requests to the client are not among them:
 * the SDK's server calls these, with the whole definition.
 *
 * @module
 */

import type { ToolDefinition } from "../../definition.ts";

const LOADERS: Readonly<Record<string, () => Promise<ToolDefinition>>> = {
  add_comment: async () => (await import("../add_comment.ts")).addComment,
  claim_next_ticket: async () => (await import("../claim_next_ticket.ts")).claimNextTicket,
  close_ticket_tool: async () => (await import("../close_ticket_tool.ts")).closeTicketTool,
  create_ticket: async () => (await import("../create_ticket.ts")).createTicket,
  get_article: async () => (await import("../get_article.ts")).getArticle,
  get_customer: async () => (await import("../get_customer.ts")).getCustomer,
  get_history: async () => (await import("../get_history.ts")).getHistory,
  get_ticket: async () => (await import("../get_ticket.ts")).getTicket,
  reopen_ticket: async () => (await import("../reopen_ticket.ts")).reopenTicket,
  search_customers: async () => (await import("../search_customers.ts")).searchCustomers,
  search_knowledge: async () => (await import("../search_knowledge.ts")).searchKnowledge,
  search_tickets: async () => (await import("../search_tickets.ts")).searchTickets,
  ticket_stats: async () => (await import("../ticket_stats.ts")).ticketStats,
  update_ticket: async () => (await import("../update_ticket.ts")).updateTicket,
};

/** The names of these tools. */
export const loadableTools: readonly string[] = Object.keys(LOADERS);

/** Loads one of these tools. Returns undefined for all others, which come with the definition of their server. */
export async function loadTool(name: string): Promise<ToolDefinition | undefined> {
  return Object.hasOwn(LOADERS, name) ? await LOADERS[name]!() : undefined;
}
