import { DeskError, type Ticket, type Tickets } from "../../../store/mod.ts";

/**
 * Reads the ticket that a prompt is about.
 *
 * @throws {DeskError} `not_found`, with the article's sentence for prompts.
 */
export async function readPromptTicket(tickets: Tickets, id: string): Promise<Ticket> {
  try {
    return await tickets.get(id);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== "not_found") throw error;
    throw new DeskError("not_found", `No ticket found with ID ${id}.`, { cause: error });
  }
}
