/** Comments and tags that an import creates for data that has no field. */

import { LIMITS, type TicketToImport } from "../../store/mod.ts";
import { splitText } from "./texts.ts";

export type CommentToImport = NonNullable<TicketToImport["comments"]>[number];

/** The author of generated notes. */
const IMPORT_AUTHOR = "import";

/**
 * Splits a comment into as many as its text needs. A blank text needs none. Replies count as sent: the customer has seen
 * them in the system that they come from.
 */
export function splitComment(comment: CommentToImport): CommentToImport[] {
  const pieces = splitText(comment.body.trim(), LIMITS.comment).filter((body) => body.trim() !== "");
  return pieces.map((body) => ({ ...comment, ...comment.kind === "reply" && { delivery: "sent" }, body }));
}

/** Creates internal notes for data that the desk has no field for. */
export function createNotes(texts: readonly string[], at: string | undefined): CommentToImport[] {
  const body = texts.filter((text) => text !== "").join("\n\n");
  return splitComment({ author: IMPORT_AUTHOR, kind: "note", body, ...at !== undefined && { at } });
}

/** Returns as many tags as a ticket can have, and a text with the others. */
export function splitTags(tags: readonly string[]): { tags: string[]; others: string } {
  const others = tags.slice(LIMITS.tags);
  return {
    tags: tags.slice(0, LIMITS.tags),
    others: others.length === 0 ? "" : `Further tags: ${others.join(", ")}`,
  };
}
