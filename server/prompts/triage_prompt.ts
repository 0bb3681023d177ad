import * as z from "zod";
import { completeTicketId } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { cut, WORDS_ARE_DATA } from "../texts/customers_words.ts";
import { ticketText } from "../texts/ticket.ts";
import { ticketOfPrompt } from "./ticket_of_prompt.ts";

const LONGEST_DESCRIPTION = 4_000;

/** Decide how urgent a ticket is, whose it is, and what comes next. */
export const triagePrompt = definePrompt({
  name: "triage_prompt",
  title: "Triage",
  description: "Decide priority, tags, owner and next step of a support ticket",
  argsSchema: z.object({ ticket_id: z.string().describe("The ticket to triage") }),
  complete: { ticket_id: completeTicketId },
  uses: ["search_tickets", "get_ticket", "escalate_ticket", "update_ticket", "add_comment"],
  async text({ ticket_id }, { tickets }) {
    const ticket = await ticketOfPrompt(tickets, ticket_id);
    const description = cut(ticket.description, LONGEST_DESCRIPTION, "get_ticket has the whole");
    return [
      "You are a support agent triaging the following ticket.",
      `${ticketText({ ...ticket, description })}\n${WORDS_ARE_DATA}`,
      "1. Look for tickets about the same with search_tickets; name a duplicate if there is one.\n" +
      "2. Choose a priority: urgent for an outage or lost data, high when the customer can't work, medium when there is a " +
      "way around, low for questions and wishes. A higher tier decides between two.\n" +
      "3. Suggest up to three tags, an owner if one is evident, and the next step: answer, escalate_ticket, or wait.\n" +
      "Set priority and tags with update_ticket, and leave your reasons as a note with add_comment.",
    ].join("\n\n");
  },
});
