/** Tickets as the article has them: six members, and nothing else. */

import type { CorpusTicket } from "./corpus.ts";

/**
 * Writes a file of one JSON array, which the Python programs read.
 *
 * @returns How many tickets are in it.
 */
export async function writeArticleTickets(path: string, tickets: Iterable<CorpusTicket>): Promise<number> {
  const written = Array.from(tickets, ({ subject, customer }, index) => ({
    id: String(index + 1),
    subject,
    customer,
    account_tier: "free", // what an imported customer has with us too
    status: "open",
    resolution: null,
  }));
  await Deno.writeTextFile(path, JSON.stringify(written));
  return written.length;
}
