/** Editing and retracting comments. */

import { DeskError } from "../../../errors.ts";
import type { Comment, CommentEdit } from "../../../ticket.ts";
import { isMergeNote } from "../merges/mod.ts";
import { hasTeamWords } from "./team_words.ts";

/**
 * Edits or retracts a comment.
 *
 * @param ticket The id of its ticket.
 * @param edit With a valid text.
 * @param by The name of the person, and the time (ISO 8601).
 * @returns Null if it has the text already.
 * @throws {DeskError} `wrong_state` for words that are not the team's, a retracted comment, and the note about a merge.
 */
export function editComment(
  ticket: string,
  comment: Comment,
  edit: CommentEdit,
  by: { name: string; at: string },
): Comment | null {
  const name = `Comment ${comment.number} of ticket #${ticket}`;
  if (comment.is_retracted) throw new DeskError("wrong_state", `${name} was retracted, and cannot change.`);
  if (isMergeNote(comment)) {
    throw new DeskError(
      "wrong_state",
      `${name} records a merge, and cannot change. Add another comment (add_comment).`,
    );
  }
  const edited = { ...comment, edited_at: by.at, edited_by: by.name };
  if ("retract" in edit) return { ...edited, body: "", is_retracted: true };
  if (edit.body === comment.body) return null;
  if (hasTeamWords(comment)) return { ...edited, body: edit.body };
  const text =
    `${name} has words that the customer wrote or received, which no one can edit. Retract it (retract: true).`;
  throw new DeskError("wrong_state", text);
}
