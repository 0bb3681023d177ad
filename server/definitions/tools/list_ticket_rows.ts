import { type FoundTicket, TICKET_SORTS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { findCustomerNames } from "../customer_names.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas, ToolContext } from "../definition.ts";
import { type ShownMatch, type TicketRow, toTicketRow } from "../texts/mod.ts";
import { createFoundTicket, createSearchNotes, findTickets, toShownMatch } from "../ticket_search/mod.ts";

/** No model reads the result, so only the longest rows make a page shorter than its limit. */
const PAGE_BYTES = 100_000;

const createRow = (schemas: Schemas) =>
  createFoundTicket(schemas, "").extend({
    customer_name: schemas.words.exactOptional().describe("The name of the customer's account, if it has one"),
  });

/** Lists tickets for the app, with everything that a row shows. */
export const listTicketRows = defineTool({
  name: "list_ticket_rows",
  title: "List ticket rows",
  description:
    "Find tickets for a list in the app of the desk, with the names of their customers. Use it only in the app: elsewhere, " +
    "use search_tickets, which takes the same queries. Returns one row per ticket, and a cursor for more. " +
    MARKS_RULE,
  inputSchema: ({ z, limit, cursor }) =>
    z.object({
      query: z.string().max(1000).default("").describe("As search_tickets takes it"),
      sort: z.enum(TICKET_SORTS).exactOptional(),
      limit: limit.default(50).describe("Tickets per page"),
      cursor: cursor.exactOptional(),
    }),
  outputSchema: (schemas) =>
    schemas.z.object({ tickets: schemas.z.array(createRow(schemas)), ...createSearchNotes(schemas) }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "app_only",
  async handle(input, context) {
    const found = await findTickets(input, context, { toItem: toRow, format: () => "" }, PAGE_BYTES);
    return { ...found, tickets: await addNames(found.tickets, context) };
  },
  formatText: ({ tickets }) => `${tickets.length} ${tickets.length === 1 ? "ticket" : "tickets"}.`,
});

type Row = TicketRow & { match?: ShownMatch; customer_name?: string };

function toRow({ match, ...ticket }: FoundTicket): Row {
  return { ...toTicketRow(ticket), ...match && { match: toShownMatch(match) } };
}

async function addNames(rows: readonly Row[], context: ToolContext): Promise<Row[]> {
  const names = await findCustomerNames(rows.map(({ customer }) => customer), context);
  return rows.map((row) => {
    const name = names.get(row.customer);
    return name ? { ...row, customer_name: name } : row;
  });
}
