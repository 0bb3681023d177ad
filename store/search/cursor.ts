/** Search cursors. They hold a position, so they stay valid across changes and restarts. */

import { sha256 } from "../../base/sha256.ts";
import { DeskError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../rules/values/mod.ts";
import type { Position } from "./source/mod.ts";
import type { Ranked, Statistics } from "./rank/mod.ts";

const LIST = "search";

/** The start of the next page: below a position in the order of creation, or below a rank. */
export type PageStart = { newest: Position } | { ranked: Ranked; statistics: Statistics };

/** Creates an opaque cursor. */
export async function encodeSearchCursor(query: string, start: PageStart): Promise<string> {
  const numbers = "newest" in start ? start.newest : [
    start.ranked.score,
    start.ranked.number,
    start.statistics.tickets,
    start.statistics.length,
    ...start.statistics.counts,
  ];
  return encodeCursor(LIST, [...numbers, await hashQuery(query)].join("/"));
}

/**
 * Returns the start of the page of a cursor.
 *
 * @throws {DeskError} `invalid` for a damaged cursor, or one of another query.
 */
export async function decodeSearchCursor(query: string, cursor: string): Promise<PageStart> {
  const parts = String(decodeCursor(LIST, cursor)).split("/");
  const print = parts.pop();
  const [first, number, tickets, length, ...counts] = parts.map(Number);
  if (print === await hashQuery(query) && parts.length >= 2 && parts.map(Number).every(Number.isFinite)) {
    if (parts.length === 2) return { newest: [first!, number!] };
    return { ranked: { score: first!, number: number! }, statistics: { tickets: tickets!, length: length!, counts } };
  }
  throw new DeskError(
    "invalid",
    "cursor belongs to another query. Repeat that query, or leave the cursor out to start at the first result.",
  );
}

/** Identifies a query. Not a secret. */
async function hashQuery(query: string): Promise<string> {
  return (await sha256(query.trim())).subarray(0, 6).toHex();
}
