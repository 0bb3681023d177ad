import { type FoundTicket, TICKET_SORTS } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamLine } from "../../marks/mod.ts";
import { noteCustomerNames } from "../customer_names.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas } from "../definition.ts";
import { formatMatch, formatTicketRow, type ShownMatch, type TicketRow, toTicketRow } from "../texts/mod.ts";
import { createFoundTicket, createSearchNotes, findTickets, toShownMatch } from "../ticket_search/mod.ts";

/** A match takes the place of two times: 20 rows must stay short. */
const createRow = (schemas: Schemas) => {
  const row = createFoundTicket(schemas, " Replaces created_at and updated_at");
  const { created_at, updated_at } = row.shape;
  return row.extend({ created_at: created_at.exactOptional(), updated_at: updated_at.exactOptional() });
};

/** Finds tickets by words and filters. */
export const searchTickets = defineTool({
  name: "search_tickets",
  title: "Search tickets",
  description:
    "Find support tickets (issues, cases, requests) by words and filters, best match first; without words, newest first. " +
    "Use it to find a ticket, such as a refund, or to check if a problem already has one. To read one ticket, use " +
    "get_ticket; to count tickets, ticket_stats. Returns one row per ticket, with its best match, and a cursor for more. " +
    `${MARKS_RULE}`,
  inputSchema: ({ z, limit, cursor }) =>
    z.object({
      query: z.string().max(1000).default("").describe(
        'Words, "exact phrases" and filters: refund status:open -tag:spam. One word is enough; phrases and filters must ' +
          "all match. status:open,pending (on_hold, closed), priority:high (low, medium, urgent), tier:pro (free, enterprise), " +
          "assignee:NAME (none, me), by:NAME (commented or changed it), tag:NAME or tag:PART*, customer:a@b.c or customer:b.c, " +
          "external:ID, field:NAME=VALUE (custom field; also < and >), is:overdue (unassigned, waiting, snoozed, escalated, merged), created>2026-11-01, due<2h, closed>7d (in " +
          "the last 7 days), updated<7d (before), view:NAME (mine, waiting, recently-closed). A comma means or. AND, OR, NOT, " +
          "() and word* work",
      ),
      sort: z.enum(TICKET_SORTS).exactOptional(),
      limit: limit.default(20).describe("Tickets per page"),
      cursor: cursor.exactOptional(),
    }),
  unknownHint: "filters go into query",
  outputSchema: (schemas) =>
    schemas.z.object({ tickets: schemas.z.array(createRow(schemas)), ...createSearchNotes(schemas) }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "card",
  async handle(input, context) {
    const found = await findTickets(input, context, { toItem: toSearchRow, format: formatSearchRow });
    await noteCustomerNames(found.tickets.map(({ customer }) => customer), context);
    return found;
  },
  formatText({ tickets, cursor, corrections = [], reasons = [] }) {
    const corrected = corrections.length === 0 ? [] : [markTeamLine(corrections.map(formatCorrection).join(" "))];
    if (tickets.length === 0 && cursor === null) {
      return [...corrected, ...formatEmpty(reasons)].join(" ");
    }
    const more = cursor === null ? [] : [`There may be more: call again with cursor ${cursor}`];
    return [...corrected, ...tickets.length === 0 ? ["None on this page."] : tickets.map(formatSearchRow), ...more]
      .join("\n");
  },
});

type SearchRow = Omit<TicketRow, "created_at" | "updated_at"> & Partial<TicketRow> & { match?: ShownMatch };

function toSearchRow({ match, ...ticket }: FoundTicket): SearchRow {
  const row = toTicketRow(ticket);
  if (match === undefined) return row;
  const { created_at: _created, updated_at: _updated, ...rest } = row;
  return { ...rest, match: toShownMatch(match) };
}

function formatSearchRow({ match, ...row }: SearchRow): string {
  return match === undefined ? formatTicketRow(row) : `${formatTicketRow(row)}\nMatch: ${formatMatch(match)}`;
}

const NO_MATCH = "No ticket matches ";

/** Says once that there are no results: `No ticket matches <team_words …>"refund" or "tag:vip"</team_words …>.` */
function formatEmpty(reasons: readonly string[]): string[] {
  const parts = reasons.filter((reason) => reason.startsWith(NO_MATCH)).map((reason) =>
    reason.slice(NO_MATCH.length, -1)
  );
  const others = reasons.filter((reason) => !reason.startsWith(NO_MATCH));
  const found = parts.length === 0 ? "No tickets found." : `${NO_MATCH}${markTeamLine(parts.join(" or "))}.`;
  return [found, ...others.length === 0 ? [] : [markTeamLine(others.join(" "))]];
}

function formatCorrection({ word, searched }: { word: string; searched: string }): string {
  return `No ticket has "${word}": searched for "${searched}" instead.`;
}
