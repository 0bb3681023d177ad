/** Cursors of searches: where the next page begins. They hold a position, so they outlive changes and restarts. */

import { sha256 } from "../../base/sha256.ts";
import { DeskError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../rules/values/mod.ts";
import type { Position } from "./position.ts";

const LIST = "search";

/** An opaque cursor for the tickets below `bound` that a query finds. */
export async function encodeSearchCursor(query: string, bound: Position): Promise<string> {
  return encodeCursor(LIST, [...bound, await hashQuery(query)].join("/"));
}

/**
 * The bound that a cursor holds.
 *
 * @throws {DeskError} `invalid` for what is no cursor, or the cursor of another query
 */
export async function decodeSearchCursor(query: string, cursor: string): Promise<Position> {
  const [createdAt, number, print] = String(decodeCursor(LIST, cursor)).split("/");
  const bound = [Number(createdAt), Number(number)] as const;
  if (print === await hashQuery(query) && bound.every(Number.isSafeInteger)) return bound;
  throw new DeskError(
    "invalid",
    "The cursor belongs to another query: give the query that it came with, or leave it out to begin at the newest ticket.",
  );
}

/** Tells queries apart; no secret. */
async function hashQuery(query: string): Promise<string> {
  return (await sha256(query.trim())).subarray(0, 6).toHex();
}
