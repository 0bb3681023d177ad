import * as z from "zod";
import { completeTicketId } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { CUSTOMER_WORDS_NOTICE, truncate } from "../texts/customer_words.ts";
import { formatTicket } from "../texts/ticket.ts";
import { readPromptTicket } from "../prompt_ticket.ts";

const MAX_DESCRIPTION_LENGTH = 4_000;

/** Decide how urgent a ticket is, whose it is, and what comes next. */
export const triagePrompt = definePrompt({
  name: "triage_prompt",
  title: "Triage",
  description: "Decide priority, tags, owner and next step of a support ticket",
  argsSchema: z.object({ ticket_id: z.string().describe("The ticket to triage") }),
  complete: { ticket_id: completeTicketId },
  uses: ["search_tickets", "get_ticket", "escalate_ticket", "update_ticket", "add_comment"],
  async text({ ticket_id }, { tickets }) {
    const ticket = await readPromptTicket(tickets, ticket_id);
    const description = truncate(ticket.description, MAX_DESCRIPTION_LENGTH, "get_ticket has the whole");
    return [
      "You are a support agent triaging the following ticket.",
      `${formatTicket({ ...ticket, description })}\n${CUSTOMER_WORDS_NOTICE}`,
      "1. Look for tickets about the same with search_tickets; name a duplicate if there is one.\n" +
      "2. Choose a priority: urgent for an outage or lost data, high when the customer can't work, medium when there is a " +
      "way around, low for questions and wishes. A higher tier decides between two.\n" +
      "3. Suggest up to three tags, an owner if one is evident, and the next step: answer, escalate_ticket, or wait.\n" +
      "Set priority and tags with update_ticket, and leave your reasons as a note with add_comment.",
    ].join("\n\n");
  },
});
