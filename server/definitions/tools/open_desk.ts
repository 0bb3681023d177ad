import { defineTool } from "../define_tool.ts";

/** Shows the desk to the person at the host, as a page. */
export const openDesk = defineTool({
  name: "open_desk",
  title: "Open desk",
  description:
    "Show the support desk to the person, as an app in this conversation: the tickets that match a query, or one " +
    "ticket. Use it when the person wants to see or to work on tickets themselves. To read tickets yourself, use " +
    "search_tickets or get_ticket: you do not see the app. Returns what the app shows.",
  inputSchema: ({ z, ticketId }) =>
    z.object({
      query: z.string().max(1000).exactOptional()
        .describe("Show the tickets that match, as in search_tickets, such as: status:open assignee:me"),
      ticket_id: ticketId.exactOptional(),
    }),
  unknownHint: "filters go into query",
  outputSchema: ({ z }) => z.object({ ticket_id: z.string().exactOptional() }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "opener",
  async handle({ ticket_id }, { tickets }) {
    return ticket_id === undefined ? {} : { ticket_id: (await tickets.get(ticket_id)).id };
  },
  formatText({ ticket_id }, { query }) {
    const shown = ticket_id !== undefined
      ? `ticket #${ticket_id}`
      : query === undefined
      ? "the queue"
      : "the tickets that match the query";
    return `The desk is open for the person and shows ${shown}.`;
  },
});
