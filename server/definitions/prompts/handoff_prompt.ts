import * as z from "zod";
import { completeTicketId } from "../completion.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { definePrompt } from "../definition.ts";
import { readPromptTicket } from "../prompt_ticket.ts";
import { ticketId } from "../schemas.ts";
import { formatComment, formatEvent, formatTicket, truncate, truncateEvent } from "../texts/mod.ts";

const MAX_TEXT_LENGTH = 2_000;
const MAX_COMMENTS = 10;
const MAX_EVENTS = 20;
const FULL_TEXT_HINT = "get_ticket returns the full text";

/** Summarizes a ticket for the colleague who takes it over. */
export const handoffPrompt = definePrompt({
  name: "handoff_prompt",
  title: "Handoff",
  description: "Summarize a support ticket for the colleague who takes it over",
  argsSchema: z.object({
    ticket_id: ticketId,
    to: z.string().min(1).max(200).describe("The colleague who takes it over").optional(),
  }),
  complete: { ticket_id: completeTicketId },
  requiredTools: ["get_ticket", "add_comment"],
  async render({ ticket_id, to }, { tickets }) {
    const ticket = await readPromptTicket(tickets, ticket_id);
    const [comments, events] = await Promise.all([
      tickets.listComments(ticket.id, { limit: MAX_COMMENTS }),
      tickets.listEvents(ticket.id, { limit: MAX_EVENTS }),
    ]);
    const shorten = (text: string) => truncate(text, MAX_TEXT_LENGTH, FULL_TEXT_HINT);
    return [
      `You are a support agent handing the following ticket over to ${to ?? "a colleague"}.`,
      formatTicket({ ...ticket, description: shorten(ticket.description) }),
      comments.items.map((comment) => formatComment({ ...comment, body: shorten(comment.body) })).join("\n"),
      events.items.map((event) => formatEvent(truncateEvent(event, "get_ticket"))).join("\n"),
      MARKS_NOTICE,
      "Write a handoff note of at most ten lines: what the customer needs, what was tried, what was promised and by when, " +
      "what is still open, and the next step. Mark what is unknown as unknown. Save the note with add_comment, as kind note.",
    ].filter(Boolean).join("\n\n");
  },
});
