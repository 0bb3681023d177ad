/** Comments that an import makes of what has no place of its own. */

import { LIMITS, type TicketToPut } from "../store/mod.ts";
import { piecesOf } from "./texts.ts";

export type CommentToPut = NonNullable<TicketToPut["comments"]>[number];

/** The author of what nobody wrote. */
const IMPORT = "import";

/** One comment for a text, or as many as it takes; none for a blank one. */
export function commentsOf(comment: CommentToPut): CommentToPut[] {
  const pieces = piecesOf(comment.body.trim(), LIMITS.comment).filter((body) => body.trim() !== "");
  return pieces.map((body) => ({ ...comment, body }));
}

/** Notes for the team about what the ticket had and the desk has no field for. */
export function notesOf(texts: readonly string[], at: string | undefined): CommentToPut[] {
  const body = texts.filter((text) => text !== "").join("\n\n");
  return commentsOf({ author: IMPORT, kind: "note", body, ...at !== undefined && { at } });
}

/** As many tags as a ticket takes, and a text with the others. */
export function fittingTags(tags: readonly string[]): { tags: string[]; others: string } {
  const others = tags.slice(LIMITS.tags);
  return {
    tags: tags.slice(0, LIMITS.tags),
    others: others.length === 0 ? "" : `Further tags: ${others.join(", ")}`,
  };
}
