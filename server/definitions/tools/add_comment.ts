import * as z from "zod";
import { limitedText } from "../limited_text.ts";
import { LIMITS } from "../../../store/mod.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { cutText } from "../sizes/mod.ts";
import { comment, ticketId, writeConditions } from "../schemas.ts";

/** The result repeats this much of the comment. */
const MAX_BODY_BYTES = 1_000;

/** Adds an internal note or a reply to a ticket. */
export const addComment = defineTool({
  name: "add_comment",
  title: "Add comment",
  description:
    "Add a comment to a support ticket. Use kind note (the default) for internal information, which only the team " +
    "sees. Use kind reply for an answer to the customer, and only when you are asked to write one: it is recorded but " +
    "not sent, so a person must deliver it. To change the ticket's fields, use update_ticket; to close it, " +
    "close_ticket_tool. Returns the comment and the ticket's new revision. " +
    MARKS_NOTICE,
  inputSchema: z.object({
    ticket_id: ticketId,
    body: limitedText(LIMITS.comment).describe("The text of the comment"),
    kind: comment.shape.kind.default("note"),
    ...writeConditions,
  }),
  hints: { public: "To write to the customer, set kind to reply.", internal: "An internal comment has the kind note." },
  outputSchema: z.object({ ticket_id: z.string(), revision: z.number().int(), comment }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, body, kind, ...conditions }, { tickets, createChangeContext }) {
    const { ticket, comment } = await tickets.addComment(ticket_id, { kind, body }, createChangeContext(conditions));
    const shown = { ...comment, body: cutText(comment.body, MAX_BODY_BYTES, "get_ticket returns the full text") };
    return { ticket_id: ticket.id, revision: ticket.revision, comment: shown };
  },
  formatText({ ticket_id, revision, comment }) {
    const audience = comment.delivery === "not_sent"
      ? "It is not sent: a person must deliver it to the customer."
      : "Only the team sees it.";
    return `Added ${comment.kind} ${comment.number} to ticket #${ticket_id}, now at revision ${revision}. ${audience}`;
  },
});
