import * as z from "zod";
import { defineTool } from "../definition.ts";
import { cursor, limit, nextCursor, ticketRow } from "../schemas.ts";
import { CUSTOMER_WORDS_NOTICE } from "../texts/customer_words.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";

/** Finds tickets by words and filters. */
export const searchTickets = defineTool({
  name: "search_tickets",
  title: "Search tickets",
  description:
    `Find support tickets, newest first, by words in subject, description and comments, "exact phrases", and filters: ` +
    `status:open,pending (open, pending, on_hold, closed), priority:high (low, medium, high, urgent), tier:pro (free, pro, ` +
    `enterprise), assignee:none or assignee:NAME, tag:x, customer:a@b.c, external:ID, is:escalated, is:merged, ` +
    `created>2026-11-01 (also <, >=, <=). A comma means or, a minus before any of them excludes, and text with a colon ` +
    `stands in quotes. An empty query lists everything. ${CUSTOMER_WORDS_NOTICE}`,
  inputSchema: z.object({
    query: z.string().max(1000).default("").describe('Such as: refund status:open -tag:spam "card declined"'),
    limit: limit.default(20).describe("How many tickets at most, 20 unless asked"),
    cursor: cursor.exactOptional(),
  }),
  outputSchema: z.object({ tickets: z.array(ticketRow), cursor: nextCursor }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ query, ...page }, { tickets }) {
    const { items, cursor } = await tickets.search(query, page);
    return { tickets: items.map(toTicketRow), cursor };
  },
  text({ tickets, cursor }) {
    if (tickets.length === 0 && cursor === null) return "No tickets found.";
    const more = cursor === null ? [] : [`There may be more: ask again with cursor ${cursor}`];
    return [...tickets.length === 0 ? ["None on this page."] : tickets.map(formatTicketRow), ...more].join("\n");
  },
});
