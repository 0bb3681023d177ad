/** Comments that an import makes of what has no place of its own. */

import { LIMITS, type TicketToImport } from "../../store/mod.ts";
import { splitText } from "./texts.ts";

export type CommentToImport = NonNullable<TicketToImport["comments"]>[number];

/** The author of what nobody wrote. */
const IMPORT_AUTHOR = "import";

/** One comment for a text, or as many as it takes; none for a blank one. */
export function splitComment(comment: CommentToImport): CommentToImport[] {
  const pieces = splitText(comment.body.trim(), LIMITS.comment).filter((body) => body.trim() !== "");
  return pieces.map((body) => ({ ...comment, body }));
}

/** Notes for the team about what the ticket had and the desk has no field for. */
export function createNotes(texts: readonly string[], at: string | undefined): CommentToImport[] {
  const body = texts.filter((text) => text !== "").join("\n\n");
  return splitComment({ author: IMPORT_AUTHOR, kind: "note", body, ...at !== undefined && { at } });
}

/** As many tags as a ticket takes, and a text with the others. */
export function splitTags(tags: readonly string[]): { tags: string[]; others: string } {
  const others = tags.slice(LIMITS.tags);
  return {
    tags: tags.slice(0, LIMITS.tags),
    others: others.length === 0 ? "" : `Further tags: ${others.join(", ")}`,
  };
}
