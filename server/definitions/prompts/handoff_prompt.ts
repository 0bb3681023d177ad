import { toShortLine } from "../../../base/text/short_line.ts";
import { LIMITS } from "../../../store/mod.ts";
import { completeTicketId } from "../completion.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { definePrompt } from "../definition.ts";
import { readPromptTicket } from "./prompt_ticket.ts";
import { readFittingPage } from "../sizes/mod.ts";
import { formatComment, formatEvent, formatTicket, truncateEvent } from "../texts/mod.ts";
import { fitTicket, readCommentPage } from "../ticket_pages/mod.ts";
import { completeTeamMember } from "../team.ts";

/** The maximum size of each part, in bytes. */
const MAX_BYTES = { ticket: 7_000, comments: 7_000, events: 5_000 };
const MAX_COMMENTS = 10;
const MAX_EVENTS = 20;

/** Summarizes a ticket for the colleague who takes it over. */
export const handoffPrompt = definePrompt({
  name: "handoff_prompt",
  title: "Handoff",
  description: "Summarize a support ticket for the colleague who takes it over",
  argsSchema: ({ z, ticketId }) =>
    z.object({
      ticket_id: ticketId,
      to: z.string().min(1).max(200).describe("The colleague who takes it over").optional(),
    }),
  complete: { ticket_id: completeTicketId, to: completeTeamMember },
  requiredTools: ["get_ticket", "add_comment"],
  async render({ ticket_id, to }, { tickets }) {
    const ticket = await readPromptTicket(tickets, ticket_id);
    const [comments, events] = await Promise.all([
      readCommentPage(tickets, ticket.id, {
        limit: MAX_COMMENTS,
        position: { part: "comments", offset: 0 },
        room: MAX_BYTES.comments,
        cutHint: "get_ticket returns the full text",
      }),
      readFittingPage((limit) => tickets.listEvents(ticket.id, { limit }), MAX_EVENTS, {
        toItem: (event, textBytes) => truncateEvent(event, textBytes, "get_ticket"),
        format: formatEvent,
      }, MAX_BYTES.events),
    ]);
    return [
      `You are a support agent handing the following ticket over to ${
        toShortLine(to ?? "", LIMITS.name) || "a colleague"
      }.`,
      formatTicket(fitTicket(ticket, MAX_BYTES.ticket)),
      comments.items.map(formatComment).join("\n"),
      events.items.map(formatEvent).join("\n"),
      MARKS_NOTICE,
      "Write a handoff note of at most ten lines: what the customer needs, what was tried, what was promised and by when, " +
      "what is still open, and the next step. Mark what is unknown as unknown. Save the note with add_comment, as kind note.",
    ].filter(Boolean).join("\n\n");
  },
});
