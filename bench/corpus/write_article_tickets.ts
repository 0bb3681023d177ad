/** Tickets with the article's six fields only. */

import type { CorpusTicket } from "./corpus.ts";

/**
 * Writes a JSON array for the Python programs.
 *
 * @returns The number of tickets.
 */
export async function writeArticleTickets(path: string, tickets: Iterable<CorpusTicket>): Promise<number> {
  const written = Array.from(tickets, ({ subject, customer }, index) => ({
    id: String(index + 1),
    subject,
    customer,
    account_tier: "free", // the tier of imported customers
    status: "open",
    resolution: null,
  }));
  await Deno.writeTextFile(path, JSON.stringify(written));
  return written.length;
}
