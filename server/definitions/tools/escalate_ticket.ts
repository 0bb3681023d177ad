import { LIMITS, type Ticket, type TicketRecord } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { createChoice } from "../../elicitation/requests/mod.ts";
import { toArticleFailure } from "../article_failure.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import { formatArticleJson, markArticleLines } from "../texts/mod.ts";

const MAX_NOTE_TOKENS = 128;
const PRIORITY_TITLES = { low: "Low", medium: "Medium", high: "High", urgent: "Urgent" };

/**
 * Escalates a ticket to people: elicits a priority and samples a one-sentence note. The demo prints the first line
 * of the description, which is the article's.
 */
export const escalateTicket = defineInteractiveTool({
  name: "escalate_ticket",
  title: "Escalate ticket",
  description:
    "Escalate a support ticket, asking the client for priority via elicitation and generating a summary via sampling\n\n" +
    "Use it when a person must take over, such as for a legal threat. To change only the priority or the assignee, " +
    "use update_ticket. An escalation never lowers a priority that no one chose. Returns success, the priority and " +
    "the note, or an error. " + MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      reason: limitedText(LIMITS.reason).describe("Why this ticket needs human attention"),
      ...writeConditions,
    }),
  outputSchema: ({ z, priority, fromOutside, failureFields }) =>
    z.object({
      success: z.boolean(),
      ticket_id: z.string().exactOptional(),
      priority: priority.exactOptional(),
      escalation_note: fromOutside(z.string()).exactOptional(),
      ...failureFields,
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, reason, ...conditions }, context) {
    const { tickets, client, createChangeContext } = context;
    try {
      const ticket = await tickets.get(ticket_id);
      // A repeat asks no one: the note of the model would differ.
      const first = await tickets.findEscalated(ticket.id, reason, createChangeContext(conditions));
      if (first !== null) return toResult(first);
      const form = await client.elicit(createPriorityForm(ticket));
      const sampled = await client.sample(createNoteRequest(ticket, reason));
      const escalated = await tickets.escalate(ticket.id, {
        reason,
        priority: form.outcome === "accepted" ? form.value.priority : null,
        note: sampled.outcome === "accepted" ? sampled.text.slice(0, LIMITS.reason) : createPlainNote(ticket, reason),
      }, createChangeContext(conditions));
      return toResult(escalated);
    } catch (error) {
      return toArticleFailure(error, context);
    }
  },
  formatText: formatArticleJson,
});

function toResult({ id, escalation }: TicketRecord) {
  return { success: true, ticket_id: id, priority: escalation!.priority, escalation_note: escalation!.note };
}

/** The message is the article's, which the agent's demo prints. */
function createPriorityForm({ id, priority }: Ticket) {
  return {
    key: "priority",
    message: `Ticket #${id} needs escalation. What priority should it be set to? (low / medium / high)`,
    fields: { priority: createChoice("Priority", PRIORITY_TITLES, priority) },
  };
}

function createNoteRequest({ id, subject }: Ticket, reason: string) {
  const lines = [
    { line: `Ticket #${id}: ${subject}`, words: [subject] },
    { line: `Reason: ${reason}`, words: [] },
  ];
  return {
    key: "note",
    prompt: `Summarise the following escalation in one sentence for an internal ops note.\n${markArticleLines(lines)}`,
    maxTokens: MAX_NOTE_TOKENS,
  };
}

/** Creates the note for hosts that cannot sample. */
function createPlainNote({ subject }: Ticket, reason: string): string {
  return `Escalated: ${subject} (${reason.trim().replace(/\.$/, "")}).`.slice(0, LIMITS.reason);
}
