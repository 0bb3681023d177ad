/** Writes what a desk holds. */

import type { Desk } from "../store/mod.ts";
import { type ProgressMeter, toDataError } from "./files/mod.ts";
import { exportLines } from "./jsonl/mod.ts";

/** Where bytes go: a file, or standard output. */
export interface Sink {
  write(bytes: Uint8Array): Promise<number>;
}

export interface ExportOptions {
  /** What failures call the sink. */
  name: string;
  /** Is told how many customers and tickets there are, and how many were written; its signal ends the export between two. */
  meter: ProgressMeter;
  /** Is told of each file whose bytes the store can't give; everything else is written. */
  missing?: (reason: string) => void;
}

export interface ExportSummary {
  customers: number;
  tickets: number;
  attachments: number;
  /** Whether all of them were written. */
  complete: boolean;
}

/** In UTF-16 code units: many lines share one write. */
const WRITE_SIZE = 256 * 1024;

/**
 * Writes every line to the sink, holding few in memory.
 *
 * @throws {DataFailure} When the sink takes no more, unless it is a pipe that nobody reads any longer.
 */
export async function exportTo(
  desk: Desk,
  sink: Sink,
  { name, meter, missing }: ExportOptions,
): Promise<ExportSummary> {
  const { total, customers } = await desk.tickets.getStats();
  meter.expect(total + customers);
  const written = { "support-mcp": 0, customer: 0, ticket: 0, attachment: 0 };
  let text = "";
  let open = true;
  for await (const line of exportLines(desk, missing)) {
    if (meter.signal?.aborted) break;
    text += line.text;
    written[line.type] += 1;
    if (line.type === "customer" || line.type === "ticket") meter.advance(1);
    if (text.length < WRITE_SIZE) continue;
    open = await writeAll(sink, text, name);
    text = "";
    if (!open) break;
  }
  const complete = open && !meter.signal?.aborted && await writeAll(sink, text, name);
  return { customers: written.customer, tickets: written.ticket, attachments: written.attachment, complete };
}

/** @returns Whether it takes more: a reader may have had enough (`support-mcp export | head`). */
async function writeAll(sink: Sink, text: string, name: string): Promise<boolean> {
  let bytes = new TextEncoder().encode(text);
  try {
    while (bytes.length > 0) bytes = bytes.subarray(await sink.write(bytes));
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.BrokenPipe) return false;
    throw toDataError("write", name, error);
  }
}
