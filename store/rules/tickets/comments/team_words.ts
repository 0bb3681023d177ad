import type { Comment } from "../../../ticket.ts";
import { isMergeNote } from "../merges/mod.ts";

/**
 * Reports whether the words of a comment are the team's. An imported reply, which is sent, may be the customer's, and the
 * note about a merge quotes the customer.
 */
export function hasTeamWords(comment: Pick<Comment, "kind" | "delivery" | "body">): boolean {
  return comment.delivery === "not_sent" || comment.kind === "note" && !isMergeNote(comment);
}
