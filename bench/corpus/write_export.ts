/** Writes tickets as a file for `support-mcp import`. */

import type { CorpusTicket } from "./corpus.ts";

const HEADER = { type: "support-mcp", version: 1 };

/**
 * Writes a file in the program's own format, JSON Lines, in pieces.
 *
 * @returns The number of tickets.
 */
export async function writeExport(path: string, tickets: Iterable<CorpusTicket>): Promise<number> {
  let count = 0;
  function* lines(): Generator<string> {
    yield formatLine(HEADER);
    for (const ticket of tickets) {
      yield formatLine({ type: "ticket", ticket: { ...ticket, external_id: `bench:${++count}` } });
    }
  }
  await Deno.writeTextFile(path, ReadableStream.from(lines()));
  return count;
}

function formatLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
