import { toShortLine } from "../../../base/text/short_line.ts";
import { MARKS_NOTICE } from "../../marks/mod.ts";
import { completeFrom, completeTicketId, completeTier } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { formatKnownAnswers } from "./known_answers.ts";
import { readPromptTicket } from "./prompt_ticket.ts";
import { markArticleLines } from "../texts/mod.ts";

const DEFAULT_TONE = "professional";
const TONES = [DEFAULT_TONE, "friendly", "formal", "apologetic"];

/**
 * Writes the email that resolves a ticket. The text is the article's, followed by what the knowledge base and the saved
 * replies have about the ticket.
 */
export const resolutionPrompt = definePrompt({
  name: "resolution_prompt",
  title: "Resolution email",
  description: "Generate a resolution message for a support ticket",
  argsSchema: ({ z, ticketId, tier }) =>
    z.object({
      ticket_id: ticketId,
      account_tier: tier.describe("free, pro or enterprise (default: the customer's tier)").optional(),
      tone: z.string().min(1).max(50).describe("The tone of the email (default: professional)").optional(),
    }),
  complete: { ticket_id: completeTicketId, account_tier: completeTier, tone: completeFrom(TONES) },
  requiredTools: [],
  async render({ ticket_id, account_tier, tone = "" }, context) {
    const ticket = await readPromptTicket(context.tickets, ticket_id);
    const { id, subject, customer } = ticket;
    const lines = [
      { line: `Ticket #${id}: ${subject}`, words: [subject] },
      { line: `Customer: ${customer} (account tier: ${account_tier ?? ticket.account_tier})`, words: [customer] },
    ];
    const marked = markArticleLines(lines);
    const answers = await formatKnownAnswers(ticket, context);
    // The demo's words need no marks.
    const isMarked = !marked.startsWith("Ticket #") || answers.length > 0;
    return `You are a support agent. Write a ${
      toShortLine(tone) || DEFAULT_TONE
    } resolution email for the following ticket.\n\n` +
      [marked, ...answers].map((part) => `${part}\n\n`).join("") +
      `Be concise, empathetic, and provide clear next steps.${isMarked ? `\n\n${MARKS_NOTICE}` : ""}`;
  },
});
