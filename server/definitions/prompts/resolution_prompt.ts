import * as z from "zod";
import { completeFrom, completeTicketId, completeTier } from "../completion.ts";
import { definePrompt } from "../definition.ts";
import { readPromptTicket } from "../prompt_ticket.ts";

const TONES = ["professional", "friendly", "formal", "apologetic"];

/** The article's prompt: write the e-mail that resolves a ticket. */
export const resolutionPrompt = definePrompt({
  name: "resolution_prompt",
  title: "Resolution e-mail",
  description: "Generate a resolution message for a support ticket",
  argsSchema: z.object({
    ticket_id: z.string().describe("The ticket being resolved"),
    account_tier: z.string().max(20).describe("free, pro or enterprise: the customer's own when left out").optional(),
    tone: z.string().max(50).describe("professional when left out").optional(),
  }),
  complete: { ticket_id: completeTicketId, account_tier: completeTier, tone: completeFrom(TONES) },
  uses: [],
  async text({ ticket_id, account_tier, tone = "professional" }, { tickets }) {
    const ticket = await readPromptTicket(tickets, ticket_id);
    return `You are a support agent. Write a ${tone} resolution email for the following ticket.\n\n` +
      `Ticket #${ticket.id}: ${ticket.subject}\n` +
      `Customer: ${ticket.customer} (account tier: ${account_tier ?? ticket.account_tier})\n\n` +
      `Be concise, empathetic, and provide clear next steps.`;
  },
});
