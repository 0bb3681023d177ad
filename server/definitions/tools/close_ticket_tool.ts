import { LIMITS } from "../../../store/mod.ts";
import { toArticleFailure } from "../article_failure.ts";
import { defineTool } from "../define_tool.ts";
import { adviseOnOpenLinks } from "../notices/mod.ts";
import { formatArticleJson } from "../texts/mod.ts";

/** Closes a ticket. The demo prints the first line of the description, which is the article's. */
export const closeTicketTool = defineTool({
  name: "close_ticket_tool",
  title: "Close ticket",
  description: "Close a support ticket with a resolution message\n\n" +
    "Use it when the problem is solved. For other fields, use update_ticket; for a duplicate, merge_tickets; for a " +
    "person to take over, escalate_ticket. The resolution is not sent to the customer. Returns success and the " +
    "ticket's id, or an error.",
  inputSchema: ({ z, ticketId, limitedText, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      resolution: limitedText(LIMITS.resolution).describe("How the issue was resolved, in plain text"),
      ...writeConditions,
    }),
  outputSchema: ({ z, failureFields }) =>
    z.object({
      success: z.boolean(),
      ticket_id: z.string().exactOptional(),
      next: z.string().exactOptional().describe("Names the effects and children of the ticket that are still open"),
      ...failureFields,
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, resolution, ...conditions }, context) {
    const { tickets, createChangeContext } = context;
    try {
      const closed = await tickets.close(ticket_id, resolution, createChangeContext(conditions));
      const next = await adviseOnOpenLinks(closed, tickets);
      return { success: true, ticket_id: closed.id, ...next !== undefined && { next } };
    } catch (error) {
      return toArticleFailure(error, context);
    }
  },
  formatText: formatArticleJson,
});
