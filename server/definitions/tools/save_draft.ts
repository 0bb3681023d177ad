import { MAX_DRAFT_LENGTH } from "../../../store/mod.ts";
import { defineTool } from "../define_tool.ts";

/** Keeps a text that the person at the page has not sent yet. */
export const saveDraft = defineTool({
  name: "save_draft",
  title: "Save draft",
  description:
    "Keep a text that the person has written in the app of the desk and not sent yet, for 30 days. Use it only in the app: to " +
    "write to a ticket, use add_comment. Returns nothing.",
  inputSchema: ({ z, limitedText, ticketId }) =>
    z.object({
      name: limitedText(300).describe("Replaces the draft of the same name"),
      content: limitedText(MAX_DRAFT_LENGTH).exactOptional().describe("Without it, the draft is deleted"),
      ticket_id: ticketId.exactOptional().describe("The ticket that it is about"),
    }),
  outputSchema: ({ z }) => z.object({}),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  app: "app_only",
  async handle({ name, content, ticket_id }, { drafts, getCallerName }) {
    const person = getCallerName();
    if (content === undefined) await drafts.delete(person, name);
    else await drafts.save(person, { name, content, ...ticket_id !== undefined && { ticket_id } });
    return {};
  },
  formatText: (_output, { content }) => content === undefined ? "The draft is deleted." : "The draft is kept.",
});
