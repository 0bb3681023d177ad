import { type ArchivedTicket, type Desk, DeskError } from "../../store/mod.ts";
import { toExportedEvents } from "./events.ts";
import { EXPORT_VERSION } from "./format.ts";

/** A line with its line feed and its type. */
export interface ExportedLine {
  type: "support-mcp" | "settings" | "customer" | "ticket" | "attachment";
  text: string;
}

/**
 * Exports a desk as lines: the header, the settings, customers by email address, and tickets by id, each with its history and
 * followed by its attachments. Equal desks give equal lines. Concurrent changes may or may not be included, but each
 * ticket is consistent.
 *
 * @param missing Called for each attachment whose bytes are missing, for example after an interrupted import.
 */
export async function* exportLines(
  { archive, tickets }: Desk,
  missing: (reason: string) => void = () => {},
): AsyncGenerator<ExportedLine> {
  yield toLine({ type: "support-mcp", version: EXPORT_VERSION });
  const revisions = await archive.exportSettings();
  if (revisions.length > 0) yield toLine({ type: "settings", revisions });
  for await (const { customer, events } of archive.exportCustomers()) {
    yield toLine({ type: "customer", customer, events });
  }
  for await (const whole of archive.exportTickets()) {
    const { ticket, comments } = whole;
    yield toLine({ type: "ticket", ticket, comments, events: toExportedEvents(whole) });
    yield* exportAttachmentLines(tickets, ticket, missing);
  }
}

async function* exportAttachmentLines(
  tickets: Desk["tickets"],
  { id, attachments }: ArchivedTicket["ticket"],
  missing: (reason: string) => void,
): AsyncGenerator<ExportedLine> {
  for (const { name } of attachments) {
    try {
      const { bytes } = await tickets.getAttachment(id, name);
      yield toLine({ type: "attachment", ticket_id: id, name, base64: bytes.toBase64() });
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      missing(error.message);
    }
  }
}

function toLine(value: Pick<ExportedLine, "type"> & Record<string, unknown>): ExportedLine {
  return { type: value.type, text: `${JSON.stringify(value)}\n` };
}
