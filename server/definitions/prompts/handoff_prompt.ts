import * as z from "zod";
import { completeTicketId } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { CUSTOMER_WORDS_NOTICE, truncate } from "../texts/customer_words.ts";
import { formatEvent, truncateEvent } from "../texts/event.ts";
import { formatComment, formatTicket } from "../texts/ticket.ts";
import { readPromptTicket } from "../prompt_ticket.ts";

const MAX_TEXT_LENGTH = 2_000;
const MAX_COMMENTS = 10;
const MAX_EVENTS = 20;

/** Sum a ticket up for the colleague who takes it over. */
export const handoffPrompt = definePrompt({
  name: "handoff_prompt",
  title: "Handoff",
  description: "Sum up a support ticket for the colleague who takes it over",
  argsSchema: z.object({
    ticket_id: z.string().describe("The ticket that changes hands"),
    to: z.string().max(200).describe("Who takes it over").optional(),
  }),
  complete: { ticket_id: completeTicketId },
  uses: ["get_ticket", "add_comment"],
  async text({ ticket_id, to }, { tickets }) {
    const ticket = await readPromptTicket(tickets, ticket_id);
    const [comments, events] = await Promise.all([
      tickets.listComments(ticket.id, { limit: MAX_COMMENTS }),
      tickets.listEvents(ticket.id, { limit: MAX_EVENTS }),
    ]);
    const rest = "get_ticket has the whole";
    return [
      `You are a support agent handing the following ticket over to ${to ?? "a colleague"}.`,
      formatTicket({ ...ticket, description: truncate(ticket.description, MAX_TEXT_LENGTH, rest) }),
      comments.items.map((comment) =>
        formatComment({ ...comment, body: truncate(comment.body, MAX_TEXT_LENGTH, rest) })
      ).join(
        "\n",
      ),
      events.items.map((event) => formatEvent(truncateEvent(event, "get_ticket"))).join("\n"),
      CUSTOMER_WORDS_NOTICE,
      "Write a handoff note of at most ten lines: what the customer needs, what was tried, what was promised and until when, " +
      "what is open, and the next step. Say so where something isn't known. Leave it with add_comment as a note.",
    ].filter(Boolean).join("\n\n");
  },
});
