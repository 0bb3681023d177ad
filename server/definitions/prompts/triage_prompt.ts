import { completeTicketId } from "../completion.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { definePrompt } from "../definition.ts";
import { formatKnownAnswers } from "./known_answers.ts";
import { readPromptTicket } from "./prompt_ticket.ts";
import { formatTicket } from "../texts/mod.ts";
import { fitTicket } from "../ticket_pages/mod.ts";

/** The maximum size of the ticket, in bytes. */
const MAX_BYTES = 7_000;

/** Decides a ticket's priority, tags, assignee and next step. */
export const triagePrompt = definePrompt({
  name: "triage_prompt",
  title: "Triage",
  description: "Decide the priority, tags, assignee and next step of a support ticket",
  argsSchema: ({ z, ticketId }) => z.object({ ticket_id: ticketId }),
  complete: { ticket_id: completeTicketId },
  requiredTools: ["find_similar_tickets", "get_ticket", "escalate_ticket", "update_ticket", "add_comment"],
  async render({ ticket_id }, context) {
    const ticket = await readPromptTicket(context.tickets, ticket_id);
    return [
      "You are a support agent triaging the following ticket.",
      `${formatTicket(fitTicket(ticket, MAX_BYTES))}\n${MARKS_NOTICE}`,
      ...await formatKnownAnswers(ticket, context),
      "1. Look for tickets about the same problem with find_similar_tickets. If there is a duplicate, name it. If one is " +
      "solved, say how.\n" +
      "2. Choose a priority: urgent for an outage or data loss, high if the customer cannot work, medium if there is a " +
      "workaround, low for questions and feature requests. If two fit, a higher tier gets the higher one.\n" +
      "3. Suggest up to three tags, an assignee if one is evident, and the next step: reply, escalate_ticket, or wait.\n" +
      "Set the priority and tags with update_ticket, and record your reasons with add_comment, as kind note.",
    ].join("\n\n");
  },
});
