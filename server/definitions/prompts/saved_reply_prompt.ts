import { LIMITS } from "../../../store/mod.ts";
import { MARKS_NOTICE, markTeamLine, markTeamWords } from "../../marks/mod.ts";
import { completeTicketId } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { readPromptTicket } from "./prompt_ticket.ts";
import { completeSavedReply, fillSavedReply, findSavedReply } from "../saved_replies.ts";
import { cutText, formatTruncated, listTruncated } from "../sizes/mod.ts";
import { formatTicket } from "../texts/mod.ts";
import { fitTicket } from "../ticket_pages/mod.ts";

/** The maximum size of each part, in bytes. */
const MAX_BYTES = { ticket: 7_000, reply: 14_000 };

/** Answers a ticket with a saved reply, which a person sees first. */
export const savedReplyPrompt = definePrompt({
  name: "saved_reply_prompt",
  title: "Saved reply",
  description: "Answer a support ticket with one of the team's saved replies",
  argsSchema: ({ z, limitedText, ticketId }) =>
    z.object({
      name: limitedText(LIMITS.name).describe("The name of the saved reply"),
      ticket_id: ticketId,
    }),
  complete: { name: completeSavedReply, ticket_id: completeTicketId },
  requiredTools: ["get_ticket", "list_saved_replies", "add_comment"],
  async render({ name, ticket_id }, context) {
    const reply = await findSavedReply(name, context);
    const ticket = await readPromptTicket(context.tickets, ticket_id);
    const filled = await fillSavedReply(reply, ticket, context);
    const { text, note } = cutText(filled, MAX_BYTES.reply, "list_saved_replies has the rest");
    return [
      "You are a support agent. Answer the following ticket with a saved reply of the team.",
      formatTicket(fitTicket(ticket, MAX_BYTES.ticket)),
      [
        `The saved reply ${markTeamLine(reply.name)}, filled in for this ticket:`,
        markTeamWords(text),
        ...formatTruncated(listTruncated({ reply: note })),
      ].join("\n"),
      MARKS_NOTICE,
      "Read the conversation with get_ticket. If the reply answers the customer, show it to me. Change only what does " +
      "not fit, and say what you changed. If it does not answer the customer, say why, and look for another one with " +
      "list_saved_replies. When I agree, save the reply with add_comment: name it in saved_reply if it is unchanged; " +
      "otherwise give the text in body, with kind reply.",
    ].join("\n\n");
  },
});
