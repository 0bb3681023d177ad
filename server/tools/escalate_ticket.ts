import * as z from "zod";
import { LIMITS, type Ticket } from "../../store/mod.ts";
import { choice } from "../asking/form.ts";
import { defineAskingTool } from "../definition.ts";
import { priority, ticketId, writeConditions } from "../schemas.ts";
import { articleJson } from "../texts/article_json.ts";
import { articleFailure, failureFields } from "./article_failure.ts";

const NOTE_TOKENS = 128;

/** Flags a ticket for people: asks one for a priority, and the host's model for a one-sentence note. */
export const escalateTicket = defineAskingTool({
  name: "escalate_ticket",
  title: "Escalate ticket",
  description:
    "Escalate a support ticket, asking the client for priority via elicitation and generating a summary via sampling",
  inputSchema: z.object({
    ticket_id: ticketId,
    reason: z.string().min(1).max(LIMITS.reason).describe("Why this ticket needs human attention"),
    ...writeConditions,
  }),
  outputSchema: z.object({
    success: z.boolean(),
    ticket_id: z.string().exactOptional(),
    priority: priority.exactOptional(),
    escalation_note: z.string().exactOptional(),
    ...failureFields,
  }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, reason, ...conditions }, { tickets, ask, change }) {
    try {
      const ticket = await tickets.get(ticket_id);
      const asked = await ask.person(priorityOf(ticket));
      const drafted = await ask.model(noteOn(ticket, reason));
      const { id, escalation } = await tickets.escalate(ticket.id, {
        reason,
        priority: asked.outcome === "accepted" ? asked.value.priority : "medium",
        note: drafted.outcome === "accepted" ? drafted.text.slice(0, LIMITS.reason) : plainNote(ticket, reason),
      }, change(conditions));
      return { success: true, ticket_id: id, priority: escalation!.priority, escalation_note: escalation!.note };
    } catch (error) {
      return articleFailure(error);
    }
  },
  text: articleJson,
});

function priorityOf({ id }: Ticket) {
  return {
    key: "priority",
    message: `Ticket #${id} needs escalation. What priority should it be set to? (low / medium / high)`,
    fields: { priority: choice("Priority", { low: "Low", medium: "Medium", high: "High" }) },
  };
}

function noteOn({ id, subject }: Ticket, reason: string) {
  return {
    key: "note",
    prompt: `Summarise the following escalation in one sentence for an internal ops note.\n` +
      `Ticket #${id}: ${subject}\nReason: ${reason}`,
    maxTokens: NOTE_TOKENS,
  };
}

/** What stands in for the model's sentence where the host can't sample. */
function plainNote({ subject }: Ticket, reason: string): string {
  return `Escalated: ${subject} (${reason.trim().replace(/\.$/, "")}).`.slice(0, LIMITS.reason);
}
