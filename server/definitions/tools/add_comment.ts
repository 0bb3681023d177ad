import { DeskError, LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { cutText, listTruncated } from "../sizes/mod.ts";
import { fillSavedReply, findSavedReply } from "../saved_replies.ts";
import type { ToolContext } from "../definition.ts";

/** The result repeats this much of the comment. */
const MAX_BODY_BYTES = 1_000;

/** Arguments of other help desks that choose who sees a comment. */
const AUDIENCES = ["public", "is_public", "visible", "visibility", "send"];
const TEAM_ONLY = ["internal", "is_internal", "private", "is_private"];

const suggestReply = ({ kind }: Readonly<Record<string, unknown>>) =>
  kind === "reply" ? undefined : "To write to the customer, set kind to reply.";

/** Adds an internal note, a reply or a message of the customer to a ticket. */
export const addComment = defineTool({
  name: "add_comment",
  title: "Add comment",
  description:
    "Add a comment to a support ticket. Use kind note (the default) for internal information, which only the team " +
    "sees. Use kind reply for an answer to the customer, only when you are asked to write one: it is recorded but " +
    "not sent, so a person must deliver it. Use kind customer to record what the customer wrote: it opens a " +
    "pending or closed ticket again. To change fields, use update_ticket. Returns the comment and the ticket's new " +
    "revision. " + MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText, comment, email, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      body: limitedText(LIMITS.comment).exactOptional().describe("The text of the comment"),
      kind: comment.shape.kind.exactOptional().describe("Default: note; reply for a saved reply"),
      author: email.exactOptional()
        .describe("The address that a message of kind customer came from (default: the ticket's customer)"),
      saved_reply: limitedText(LIMITS.name).exactOptional().describe(
        "The name of a saved reply, which is filled in for the ticket, instead of body",
      ),
      ...writeConditions,
    }),
  hints: {
    ...Object.fromEntries(AUDIENCES.map((name) => [name, suggestReply])),
    ...Object.fromEntries(TEAM_ONLY.map((name) => [name, "An internal comment has the kind note."])),
  },
  outputSchema: ({ z, comment }) =>
    z.object({
      ticket_id: z.string(),
      revision: z.number().int(),
      status: z.string().describe("The status of the ticket after the comment"),
      comment,
      continues: z.string().exactOptional().describe(
        "The closed ticket that the customer wrote to. The message is in the one that continues it",
      ),
    }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, author, ...input }, context) {
    const { body, saved_reply, kind = saved_reply === undefined ? "note" : "reply", ...conditions } = input;
    if (author !== undefined && kind !== "customer") {
      throw new DeskError("invalid", "author is only for kind customer. Omit it: your name is recorded.");
    }
    if (saved_reply !== undefined && kind === "customer") {
      throw new DeskError("invalid", "saved_reply is only for the kinds reply and note: the team wrote it.");
    }
    if (body === undefined && kind === "customer") {
      throw new DeskError("invalid", "body is missing: the text that the customer wrote.");
    }
    const text = await getBody(ticket_id, { body, saved_reply }, context);
    const added = { kind, body: text, ...author !== undefined && { author } };
    const { ticket, comment } = await context.tickets.addComment(
      ticket_id,
      added,
      context.createChangeContext(conditions),
    );
    const cut = cutText(comment.body, MAX_BODY_BYTES, "get_ticket returns the full text");
    const shown = { ...comment, body: cut.text, ...listTruncated({ body: cut.note }) };
    return {
      ...{ ticket_id: ticket.id, revision: ticket.revision, status: ticket.status, comment: shown },
      ...ticket.id !== ticket_id && { continues: ticket_id },
    };
  },
  formatText({ ticket_id, revision, status, comment, continues }) {
    if (continues !== undefined) {
      const place = comment.kind === "customer"
        ? `was added to ticket #${ticket_id}, which continues it, now at revision ${revision}. The ticket is ${status}`
        : `became ticket #${ticket_id} at revision ${revision}`;
      return `Ticket #${continues} can no longer be reopened by a message, so the message ${place}.`;
    }
    const audience = comment.delivery === "not_sent"
      ? "It is not sent: a person must deliver it to the customer."
      : comment.kind === "customer"
      ? `The ticket is ${status}.`
      : "Only the team sees it.";
    return `Added ${
      comment.kind === "customer" ? "customer message" : comment.kind
    } ${comment.number} to ticket #${ticket_id}, now at revision ${revision}. ${audience}`;
  },
});

/** Returns the text of the comment: as it was given, or a saved reply that is filled in for the ticket. */
async function getBody(
  ticketId: string,
  { body, saved_reply }: { body: string | undefined; saved_reply: string | undefined },
  context: ToolContext,
): Promise<string> {
  if (body !== undefined && saved_reply === undefined) return body;
  if (body !== undefined || saved_reply === undefined) {
    throw new DeskError("invalid", "Give either body or saved_reply: the text, or the name of a saved reply.");
  }
  const reply = await findSavedReply(saved_reply, context);
  return await fillSavedReply(reply, await context.tickets.get(ticketId), context);
}
