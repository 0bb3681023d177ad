import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { comment, ticketId, writeConditions } from "../schemas.ts";

/** Writes to a ticket, for the team or for the customer. */
export const addComment = defineTool({
  name: "add_comment",
  title: "Add comment",
  description:
    "Add a comment to a support ticket: by default an internal note that only the team sees. Use kind reply, which the " +
    "customer sees, only when asked to answer the customer.",
  inputSchema: z.object({
    ticket_id: ticketId,
    body: z.string().min(1).max(LIMITS.comment),
    kind: comment.shape.kind.default("note"),
    ...writeConditions,
  }),
  outputSchema: z.object({ ticket_id: z.string(), revision: z.number().int(), comment }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, body, kind, ...conditions }, { tickets, change }) {
    const { ticket, comment } = await tickets.addComment(ticket_id, { kind, body }, change(conditions));
    return { ticket_id: ticket.id, revision: ticket.revision, comment };
  },
  text({ ticket_id, comment }) {
    const seen = comment.kind === "reply" ? "the customer sees it" : "only the team sees it";
    return `Added ${comment.kind} ${comment.number} to ticket #${ticket_id}: ${seen}.`;
  },
});
