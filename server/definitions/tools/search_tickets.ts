import * as z from "zod";
import { MARKS_NOTICE, markTeamLine } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { fromOutside } from "../outside_text.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { resolveMe } from "../team.ts";
import { cursor, limit, nextCursor, ticketRow } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Finds tickets by words and filters. */
export const searchTickets = defineTool({
  name: "search_tickets",
  title: "Search tickets",
  description:
    "Find support tickets (issues, cases, requests) by words and filters, newest first. Words match the subject, description and comments; an " +
    "empty query lists all tickets. Use it to find a ticket, such as a refund or a login problem, or to check if a problem already has one. To read one " +
    "ticket, use get_ticket; to count tickets, ticket_stats. Returns one row per ticket and a cursor for more. " +
    `${MARKS_NOTICE}`,
  inputSchema: z.object({
    query: z.string().max(1000).default("").describe(
      'Words, "exact phrases" and filters, such as: refund status:open -tag:spam "card declined". Filters: ' +
        "status:open,pending (open, pending, on_hold, closed), priority:high (low, medium, high, urgent), tier:pro " +
        "(free, pro, enterprise), assignee:none, assignee:me or assignee:NAME, tag:NAME, customer:a@b.c, external:ID, is:escalated, " +
        'is:merged, created>2026-11-01 (also <, >=, <=). A comma means "or". A leading minus excludes. Quote text that ' +
        "contains a colon",
    ),
    limit: limit.default(20).describe("The maximum number of tickets per page"),
    cursor: cursor.exactOptional(),
  }),
  unknownHint: "filters go into query",
  outputSchema: z.object({
    tickets: z.array(ticketRow),
    cursor: nextCursor,
    reasons: fromOutside(z.array(z.string())).exactOptional()
      .describe("Why there are no results, if that is known. They quote the query"),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle({ query: text, ...page }, { tickets, getCallerName }) {
    const query = resolveMe(text, getCallerName);
    const read = (limit: number) => tickets.search(query, { ...page, limit });
    const forms = { toItem: toTicketRow, format: formatTicketRow };
    const { items, cursor } = await readFittingPage(read, page.limit, forms);
    const isEmpty = items.length === 0 && cursor === null && page.cursor === undefined;
    const reasons = isEmpty ? await tickets.explainEmptySearch(query) : [];
    return { tickets: items, cursor, ...reasons.length > 0 && { reasons } };
  },
  formatText({ tickets, cursor, reasons = [] }) {
    if (tickets.length === 0 && cursor === null) {
      return reasons.length === 0 ? "No tickets found." : `No tickets found. ${markTeamLine(reasons.join(" "))}`;
    }
    const more = cursor === null ? [] : [`There may be more: call again with cursor ${cursor}`];
    return [...tickets.length === 0 ? ["None on this page."] : tickets.map(formatTicketRow), ...more].join("\n");
  },
});
