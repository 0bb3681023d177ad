/** The page of tickets that a search finds. */

import type { FoundTicket, SearchPage, TicketSort } from "../../../store/mod.ts";
import { replaceTicketUris } from "../arguments/mod.ts";
import type { Schemas, ToolContext } from "../definition.ts";
import { noteDamage, noteWithoutTickets } from "../notices/mod.ts";
import { type ItemForms, readFittingPage } from "../sizes/mod.ts";
import type { ShownMatch } from "../texts/mod.ts";

/** A query, and the page of its results. */
export interface SearchInput {
  query: string;
  sort?: TicketSort;
  limit: number;
  cursor?: string;
}

/** A page, and what a search says about itself. */
export interface FoundPage<Row> extends Record<string, unknown> {
  tickets: Row[];
  cursor: string | null;
  corrections?: { word: string; searched: string }[];
  reasons?: string[];
}

/** Creates the schema of a found ticket: a row, and where it matches the words of the query. */
export const createFoundTicket = ({ z, ticketRow, fromOutside }: Schemas, rule: string) =>
  ticketRow.extend({
    match: z.object({
      field: z.string().describe("The field that matches best, such as description or comment 3"),
      excerpt: fromOutside(z.string()).exactOptional()
        .describe("Its words around the match, unless the row shows the field"),
      by: z.literal("team").exactOptional().describe("Present if the team wrote the excerpt"),
    }).exactOptional().describe(`Where the ticket matches the words of the query.${rule}`),
  });

/** Creates the schema of the other members of a page. */
export const createSearchNotes = ({ z, nextCursor, fromOutside }: Schemas) => ({
  cursor: nextCursor,
  corrections: fromOutside(z.array(z.object({ word: z.string(), searched: z.string() }))).exactOptional()
    .describe("Words of the query that occur nowhere, and the similar words that were searched instead"),
  reasons: fromOutside(z.array(z.string())).exactOptional()
    .describe("Why there are no results, if that is known. They quote the query"),
});

/**
 * Searches tickets.
 *
 * @param maxBytes See {@linkcode readFittingPage}.
 */
export async function findTickets<Row>(
  { query: text, ...page }: SearchInput,
  context: ToolContext,
  forms: ItemForms<FoundTicket, Row>,
  maxBytes?: number,
): Promise<FoundPage<Row>> {
  const { tickets, getCallerName } = context;
  const query = replaceTicketUris(text);
  let corrections: SearchPage["corrections"] = [];
  const read = async (limit: number) => {
    const found = await tickets.search(query, { ...page, limit, getCallerName });
    corrections = found.corrections;
    return found;
  };
  const { items, cursor, ...rest } = await readFittingPage(read, page.limit, forms, maxBytes);
  noteDamage(context, rest);
  const isEmpty = items.length === 0 && cursor === null && page.cursor === undefined;
  const isDeskEmpty = isEmpty && await noteWithoutTickets(context);
  const reasons = isEmpty && !isDeskEmpty ? await tickets.explainEmptySearch(query, { getCallerName }) : [];
  if (reasons.length > 0) context.addReasons(reasons.map(({ reason }) => reason));
  return {
    tickets: items,
    cursor,
    ...corrections.length > 0 && { corrections: [...corrections] },
    ...reasons.length > 0 && { reasons: reasons.map(({ text }) => text) },
  };
}

/** A match, as rows show it. */
export function toShownMatch({ field, excerpt, by }: NonNullable<FoundTicket["match"]>): ShownMatch {
  return excerpt === null ? { field } : { field, excerpt, ...by === "team" && { by } };
}
