import { DeskError, MAX_BATCH_TICKETS } from "../../../store/mod.ts";
import type { ToolContext } from "../definition.ts";

/** The maximum number of results on one page. */
const PAGE = 100;

/** The tickets that a caller chooses: by their ids, or by a query. */
export interface Selection {
  ticket_ids?: readonly string[];
  query?: string;
}

/**
 * Lists the ids of the chosen tickets.
 *
 * @throws {DeskError} `invalid` for no choice or two, for a query that cannot be parsed, and for one with no result or too many.
 */
export async function selectTickets(
  { ticket_ids, query }: Selection,
  context: ToolContext,
): Promise<readonly string[]> {
  if (ticket_ids !== undefined && query !== undefined) {
    throw new DeskError("invalid", "ticket_ids and query exclude each other. Give one of them. Nothing was changed.");
  }
  if (ticket_ids !== undefined && ticket_ids.length > 0) return ticket_ids;
  if (query === undefined || query.trim() === "") {
    throw new DeskError("invalid", "ticket_ids or query is missing: name the tickets to change. Nothing was changed.");
  }
  return await findTickets(query, context);
}

async function findTickets(query: string, { tickets, getCallerName, signal }: ToolContext): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await tickets.search(query, { limit: PAGE, getCallerName, ...cursor !== null && { cursor } });
    found.push(...page.items.map(({ id }) => id));
    cursor = page.cursor;
    requireFewEnough(found.length);
    signal.throwIfAborted();
  } while (cursor !== null);
  if (found.length > 0) return found;
  throw new DeskError("invalid", "query matches no ticket. Check it with search_tickets. Nothing was changed.");
}

function requireFewEnough(count: number): void {
  if (count <= MAX_BATCH_TICKETS) return;
  const text =
    `query matches more than ${MAX_BATCH_TICKETS} tickets, the limit of one call. Narrow it. Nothing was changed.`;
  throw new DeskError("invalid", text);
}
