import { type CommentEdit, DeskError, LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { cutText, listTruncated } from "../sizes/mod.ts";
import { formatComment } from "../texts/mod.ts";

/** The result repeats this much of the comment. */
const MAX_BODY_BYTES = 1_000;

/** Corrects or retracts a comment. */
export const editComment = defineTool({
  name: "edit_comment",
  title: "Edit comment",
  description:
    "Edit or retract a comment; the history keeps the earlier text. Use it for a wrong note or unsent reply, or to retract any comment. To " +
    `add one, use add_comment. Returns the comment and the ticket's revision. ${MARKS_RULE}`,
  inputSchema: ({ z, ticketId, limitedText, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      number: z.number().int().min(1),
      text: limitedText(LIMITS.comment).exactOptional(),
      retract: z.boolean().exactOptional().describe("Instead of text"),
      ...writeConditions,
    }),
  hints: { body: "The new text is in text." },
  outputSchema: ({ z, comment, unchanged }) =>
    z.object({ ticket_id: z.string(), revision: z.number().int(), comment, unchanged }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, number, text, retract = false, ...conditions }, context) {
    const { tickets, createChangeContext } = context;
    const isRepeatable = conditions.idempotency_key !== undefined;
    const before = isRepeatable ? undefined : (await tickets.get(ticket_id)).revision;
    const edit = toEdit(text, retract);
    const { ticket, comment } = await tickets.editComment(ticket_id, number, edit, createChangeContext(conditions));
    const cut = cutText(comment.body, MAX_BODY_BYTES, "get_ticket returns the full text");
    return {
      ...{ ticket_id: ticket.id, revision: ticket.revision },
      comment: { ...comment, body: cut.text, ...listTruncated({ body: cut.note }) },
      ...ticket.revision === before && { unchanged: true },
    };
  },
  formatText({ ticket_id, revision, comment, unchanged }) {
    const outcome = unchanged
      ? "Nothing changed: the comment has this text"
      : comment.is_retracted
      ? "Retracted"
      : "Edited";
    return `${outcome}. Ticket #${ticket_id} is at revision ${revision}. ${formatComment(comment)}`;
  },
});

function toEdit(body: string | undefined, retract: boolean): CommentEdit {
  if (retract && body === undefined) return { retract };
  if (!retract && body !== undefined) return { body };
  throw new DeskError("invalid", "Give either text or retract: the new text, or true to retract the comment.");
}
