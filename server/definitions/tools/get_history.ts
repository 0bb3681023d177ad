import * as z from "zod";
import type { TicketEvent } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { cursor, limit, nextCursor, ticketEvent, ticketId } from "../schemas.ts";
import { formatEvent, truncateEvent } from "../texts/event.ts";
import { CUSTOMER_WORDS_NOTICE } from "../texts/customer_words.ts";

/** Who did what to a ticket, from its first day. */
export const getHistory = defineTool({
  name: "get_history",
  title: "Get ticket history",
  description:
    `Read every change ever made to one support ticket, oldest first: when, by which host, what was before and after, and ` +
    `what people and models were asked on the way. Long texts are cut; get_ticket has them whole. ${CUSTOMER_WORDS_NOTICE}`,
  inputSchema: z.object({
    ticket_id: ticketId,
    limit: limit.default(20).describe("How many changes at most, 20 unless asked"),
    cursor: cursor.exactOptional(),
  }),
  outputSchema: z.object({ events: z.array(ticketEvent), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, ...page }, { tickets }) {
    const { items, cursor } = await tickets.listEvents(ticket_id, page);
    const events = items.map((event) => truncateEvent(event, "get_ticket"));
    return { events: events as z.input<typeof ticketEvent>[], cursor };
  },
  text({ events, cursor }) {
    const more = cursor === null ? [] : [`More: ask again with cursor ${cursor}`];
    return [...(events as TicketEvent[]).map(formatEvent), ...more].join("\n");
  },
});
