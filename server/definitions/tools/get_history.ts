import type * as z from "zod";
import type { TicketEvent } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas } from "../definition.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatEvent, truncateEvent } from "../texts/mod.ts";

/** Reads the events of a ticket. */
export const getHistory = defineTool({
  name: "get_history",
  title: "Get ticket history",
  description:
    "List every change to one support ticket, oldest first: when, by which host, the values before and after, and which " +
    "people and models were asked. Use it to find out who changed what; for the current state and full texts, use " +
    "get_ticket. Returns a page of changes and a cursor for more. " +
    MARKS_RULE,
  inputSchema: ({ z, ticketId, limit, cursor }) =>
    z.object({
      ticket_id: ticketId,
      limit: limit.default(20).describe("Changes per page"),
      cursor: cursor.exactOptional(),
    }),
  outputSchema: ({ z, ticketEvent, nextCursor }) => z.object({ events: z.array(ticketEvent), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, ...page }, { tickets }) {
    const read = (limit: number) => tickets.listEvents(ticket_id, { ...page, limit });
    const { items: events, cursor } = await readFittingPage(read, page.limit, {
      toItem: (event, textBytes) => truncateEvent(event, textBytes, "get_ticket"),
      format: formatEvent,
    });
    return { events: events as z.input<Schemas["ticketEvent"]>[], cursor };
  },
  formatText({ events, cursor }) {
    const more = cursor === null ? [] : [`More changes: call again with cursor ${cursor}`];
    return [...(events as TicketEvent[]).map(formatEvent), ...more].join("\n");
  },
});
