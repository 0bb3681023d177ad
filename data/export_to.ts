/** Exporting a desk. */

import type { Desk } from "../store/mod.ts";
import { type ProgressMeter, toDataError } from "./files/mod.ts";
import { exportCustomerLines, type ExportedLine, exportLines } from "./jsonl/mod.ts";

/** The target of an export: a file or standard output. */
export interface Sink {
  write(bytes: Uint8Array<ArrayBuffer>): Promise<number>;
}

export interface ExportOptions {
  /** The sink's name in error messages. */
  name: string;
  /**
   * Receives the number of customers and tickets, in total and written. Its signal ends the export between two of them.
   */
  meter: ProgressMeter;
  /** Called for each attachment that cannot be read. The export continues. */
  missing?: (reason: string) => void;
  /** The email address of the only customer to export (default: the whole desk). */
  customer?: string | undefined;
}

export interface ExportSummary {
  articles: number;
  customers: number;
  tickets: number;
  attachments: number;
  /** False if the export ended early. */
  complete: boolean;
  /** True if the desk changed during the export, so that it mixes several moments. */
  changed: boolean;
}

/** In UTF-16 code units. Many lines share one write. */
const WRITE_SIZE = 256 * 1024;

/**
 * Writes a whole desk, or everything about one customer, to the sink. Holds few lines in memory.
 *
 * @throws {DeskError} `invalid` or `not_found` for the customer.
 * @throws {DataError} If the sink fails, except when the reader of a pipe has closed it.
 */
export async function exportTo(
  desk: Desk,
  sink: Sink,
  options: ExportOptions,
): Promise<ExportSummary> {
  const { customer, meter, missing } = options;
  if (customer === undefined) {
    const { total, customers } = await desk.tickets.getStats();
    meter.expect(total + customers);
  }
  let changed = false;
  const unsubscribe = desk.changes.subscribe(() => {
    changed = true;
  });
  try {
    const lines = customer === undefined ? exportLines(desk, missing) : exportCustomerLines(desk, customer, missing);
    const summary = await writeLines(lines, sink, options);
    return { ...summary, changed };
  } finally {
    unsubscribe();
  }
}

/** Writes the lines of an export to the sink. */
export async function writeLines(
  lines: AsyncIterable<ExportedLine>,
  sink: Sink,
  { name, meter }: Pick<ExportOptions, "name" | "meter">,
): Promise<ExportSummary> {
  const written = { "support-mcp": 0, settings: 0, article: 0, customer: 0, ticket: 0, attachment: 0 };
  let text = "";
  let open = true;
  for await (const line of lines) {
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
  return {
    articles: written.article,
    customers: written.customer,
    tickets: written.ticket,
    attachments: written.attachment,
    complete,
    changed: false,
  };
}

/** @returns False if the reader has closed the pipe, as in `support-mcp export | head`. */
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
