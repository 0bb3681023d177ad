/** Search cursors. They hold a position, so they stay valid across changes and restarts. */

import { hashText } from "../../base/bytes/hash_text.ts";
import { DeskError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../rules/values/mod.ts";
import type { TicketSort } from "../settings.ts";
import type { Place } from "./order/mod.ts";
import type { Ranked, Statistics } from "./rank/mod.ts";

const LIST = "search";

/** The start of the next page: after a place in a list, or below a rank. */
export type PageStart = { place: Place } | { ranked: Ranked; statistics: Statistics };

/** The query that a cursor belongs to. */
export interface CursorQuery {
  /** The text of the query, and everything else that it depends on. */
  name: string;
  sort: TicketSort;
}

/** Creates an opaque cursor. */
export function encodeSearchCursor(query: CursorQuery, start: PageStart): string {
  const numbers = "place" in start ? start.place : [
    start.ranked.score,
    start.ranked.number,
    start.statistics.tickets,
    start.statistics.length,
    ...start.statistics.counts,
  ];
  return encodeCursor(LIST, [...numbers, hashQuery(query)].join("/"));
}

/**
 * Returns the start of the page of a cursor.
 *
 * @throws {DeskError} `invalid` for a damaged cursor, or one of another query.
 */
export function decodeSearchCursor(query: CursorQuery, cursor: string): PageStart {
  const parts = String(decodeCursor(LIST, cursor)).split("/");
  const print = parts.pop();
  const numbers = parts.map(Number);
  if (print === hashQuery(query) && numbers.length >= 2 && numbers.every(Number.isFinite)) {
    if (query.sort !== "relevance") return { place: numbers };
    const [score, number, tickets, length, ...counts] = numbers;
    return { ranked: { score: score!, number: number! }, statistics: { tickets: tickets!, length: length!, counts } };
  }
  throw new DeskError(
    "invalid",
    "cursor belongs to another query. Repeat that query, or leave the cursor out to start at the first result.",
  );
}

/** Identifies a query, with 64 bits. Not a secret. */
function hashQuery({ name, sort }: CursorQuery): string {
  const text = `${sort} ${name.trim()}`;
  return [text, `cursor ${text}`].map((each) => (hashText(each) >>> 0).toString(16).padStart(8, "0")).join("");
}
