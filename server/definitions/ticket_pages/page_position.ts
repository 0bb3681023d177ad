/**
 * The start of a page of get_ticket: its beginning, a place in its long texts, a comment, a place in a comment, or a place in
 * its list of files.
 */

import { DeskError } from "../../../store/mod.ts";

export type PagePosition =
  | { part: "start" }
  /** `offset` is in the long texts, one after another. */
  | { part: "texts"; offset: number }
  /** `cursor` is the store's (undefined for the first comment), and `offset` is in the first comment after it. */
  | { part: "comments"; cursor?: string; offset: number }
  /** `offset` is in the list. */
  | { part: "files"; offset: number };

/** Formats a position as a cursor: `texts.4000`, `files.7`, the store's own, or that with an offset: `WzEsMl0.4000`. */
export function formatPosition(position: Exclude<PagePosition, { part: "start" }>): string {
  if (position.part !== "comments") return `${position.part}.${position.offset}`;
  const { cursor = "", offset } = position;
  return offset === 0 ? cursor : `${cursor}.${offset}`;
}

/**
 * Parses a cursor.
 *
 * @throws {DeskError} `invalid` for an offset that is not a number. The store checks its own cursors.
 */
export function parsePosition(cursor: string | undefined): PagePosition {
  if (cursor === undefined) return { part: "start" };
  const [head = "", offsetText = "0", ...rest] = cursor.split(".");
  const offset = Number(offsetText);
  if (rest.length > 0 || !/^\d{1,9}$/.test(offsetText)) {
    throw new DeskError("invalid", "comments_cursor is not from get_ticket. Leave it out to start at the first page.");
  }
  if ((head === "texts" || head === "files") && cursor !== head) return { part: head, offset };
  return { part: "comments", ...head !== "" && { cursor: head }, offset };
}
