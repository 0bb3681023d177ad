/** Customers, tickets and files from our own format. */

import { basename } from "node:path";
import * as z from "zod";
import type { CustomerToPut, TicketToPut } from "../../store/mod.ts";
import { accountFor } from "../account.ts";
import { DataFailure } from "../failure.ts";
import { Fingerprints } from "../fingerprints.ts";
import { sizeOf } from "../reading/bytes.ts";
import { linesOf } from "../reading/lines.ts";
import type { Meter } from "../reading/meter.ts";
import { requireText } from "../reading/text.ts";
import { type Place, Refusal, type Row, rowOrRefusal } from "../row.ts";
import type { Source } from "../source.ts";
import { wholeEvents } from "./events.ts";
import { EXPORT_VERSION, type ExportLine, header, line as lineSchema } from "./format.ts";

/**
 * Opens an export of this program, or a file that was made in its likeness.
 *
 * @throws {DataFailure} When it can't be read, has no header, or was written by a newer version.
 */
export async function openJsonl(path: string): Promise<Source> {
  const size = await sizeOf(path);
  await requireText(path);
  await requireHeader(path);
  return { format: "support-mcp's JSON Lines", rows: (meter) => rowsOf(path, size, meter) };
}

async function requireHeader(path: string): Promise<void> {
  for await (const { text } of linesOf(path)) {
    const { success, data } = header.safeParse(jsonOrNull(text));
    if (!success) break;
    if (data.version <= EXPORT_VERSION) return;
    throw new DataFailure(
      `Can't read ${path}: a newer support-mcp wrote it (version ${data.version} of the format; this one reads up to ` +
        `${EXPORT_VERSION}). Upgrade support-mcp.`,
    );
  }
  throw new DataFailure(
    `Can't read ${path}: it is no export of support-mcp, whose first line is {"type":"support-mcp","version":1}.`,
  );
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function* rowsOf(path: string, size: number, meter: Meter): AsyncGenerator<Row> {
  meter.expect(size);
  using fingerprints = await Fingerprints.open("jsonl", path);
  let first = true;
  for await (const { number, text } of linesOf(path, meter)) {
    const place = { file: basename(path), at: number };
    if (!first) yield rowOrRefusal(place, () => rowOf(place, parsed(text), () => fingerprints.next(text)));
    first = false;
  }
}

/** @throws {Refusal} When the text is no line of the format. */
function parsed(text: string): ExportLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`It is no JSON: ${(error as Error).message}.`);
  }
  const { success, data, error } = lineSchema.safeParse(value);
  if (success) return data;
  throw new Refusal(`It is no line of an export: ${error.issues.map(described).join("; ")}.`);
}

function described({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join(".")}: ${message}`;
}

function rowOf(place: Place, line: ExportLine, fingerprint: () => string): Row {
  switch (line.type) {
    case "customer": {
      const { customer, events } = line;
      return { kind: "customer", place, customer: { customer, events } as CustomerToPut, mayDiffer: false };
    }
    case "ticket": {
      const { ticket, comments } = line;
      const known = ticket.id !== undefined || ticket.external_id;
      const named = known ? ticket : { ...ticket, external_id: fingerprint() };
      const whole = { ticket: named, comments, events: wholeEvents(line) } as TicketToPut;
      return { kind: "ticket", place, ticket: whole, account: accountFor(ticket.customer) };
    }
    case "attachment":
      return { kind: "attachment", place, ticketId: line.ticket_id, file: { name: line.name, bytes: bytesOf(line) } };
  }
}

function bytesOf({ base64 }: { base64: string }): Uint8Array {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    throw new Refusal("Its base64 is broken.");
  }
}
