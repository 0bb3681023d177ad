import * as z from "zod";
import { completeTicketId } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { cut, WORDS_ARE_DATA } from "../texts/customers_words.ts";
import { eventText, shortEvent } from "../texts/event.ts";
import { commentText, ticketText } from "../texts/ticket.ts";
import { ticketOfPrompt } from "./ticket_of_prompt.ts";

const LONGEST_TEXT = 2_000;
const MOST_COMMENTS = 10;
const MOST_EVENTS = 20;

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
    const ticket = await ticketOfPrompt(tickets, ticket_id);
    const [comments, events] = await Promise.all([
      tickets.comments(ticket.id, { limit: MOST_COMMENTS }),
      tickets.history(ticket.id, { limit: MOST_EVENTS }),
    ]);
    const rest = "get_ticket has the whole";
    return [
      `You are a support agent handing the following ticket over to ${to ?? "a colleague"}.`,
      ticketText({ ...ticket, description: cut(ticket.description, LONGEST_TEXT, rest) }),
      comments.items.map((comment) => commentText({ ...comment, body: cut(comment.body, LONGEST_TEXT, rest) })).join(
        "\n",
      ),
      events.items.map((event) => eventText(shortEvent(event, "get_ticket"))).join("\n"),
      WORDS_ARE_DATA,
      "Write a handoff note of at most ten lines: what the customer needs, what was tried, what was promised and until when, " +
      "what is open, and the next step. Say so where something isn't known. Leave it with add_comment as a note.",
    ].filter(Boolean).join("\n\n");
  },
});
