/** Search cursors. They hold a position, so they stay valid across changes and restarts. */

import { sha256 } from "../../base/sha256.ts";
import { DeskError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../rules/values/mod.ts";
import type { Position } from "./position.ts";

const LIST = "search";

/** Creates an opaque cursor for the results below `bound`. */
export async function encodeSearchCursor(query: string, bound: Position): Promise<string> {
  return encodeCursor(LIST, [...bound, await hashQuery(query)].join("/"));
}

/**
 * Returns the bound of a cursor.
 *
 * @throws {DeskError} `invalid` for a damaged cursor, or one of another query.
 */
export async function decodeSearchCursor(query: string, cursor: string): Promise<Position> {
  const [createdAt, number, print] = String(decodeCursor(LIST, cursor)).split("/");
  const bound = [Number(createdAt), Number(number)] as const;
  if (print === await hashQuery(query) && bound.every(Number.isSafeInteger)) return bound;
  throw new DeskError(
    "invalid",
    "cursor belongs to another query. Repeat that query, or leave the cursor out to start at the newest ticket.",
  );
}

/** Identifies a query. Not a secret. */
async function hashQuery(query: string): Promise<string> {
  return (await sha256(query.trim())).subarray(0, 6).toHex();
}
