import type { ResourceDefinition } from "../definition.ts";

/** As many as keep the list around 20 KB. */
const MOST_LINES = 250;

/** The open tickets, one a line, in the article's words. */
export const ticketList: ResourceDefinition = {
  name: "Open tickets list",
  title: "Open tickets list",
  description: "Lists all open support tickets",
  uri: "ticket://list",
  mimeType: "text/plain",
  async read(_variables, { tickets }) {
    const { tickets: open, total } = await tickets.listOpen(MOST_LINES);
    const lines = open.map(({ id, status, subject, customer }) => `#${id} [${status}] ${subject} (${customer})`);
    if (total > open.length) lines.push(`… and ${total - open.length} more: find them with search_tickets.`);
    return { text: lines.length === 0 ? "No open tickets." : lines.join("\n") };
  },
};
