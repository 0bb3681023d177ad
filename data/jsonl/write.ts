/** A whole desk as lines. */

import { type ArchivedTicket, type Desk, DeskError } from "../../store/mod.ts";
import { writtenEvents } from "./events.ts";
import { EXPORT_VERSION } from "./format.ts";

/** A line with its end, and what it is about. */
export interface WrittenLine {
  type: "support-mcp" | "customer" | "ticket" | "attachment";
  text: string;
}

/**
 * Everything that the desk holds: the header, every customer by e-mail, every ticket by id, each with its history and
 * followed by its files. Equal desks give equal lines. What changes meanwhile may be in or not, but no ticket is torn.
 *
 * @param missing Is told of each file whose bytes the store can't give, such as one whose import was interrupted.
 */
export async function* exportLines(
  { archive, tickets }: Desk,
  missing: (reason: string) => void = () => {},
): AsyncGenerator<WrittenLine> {
  yield lineOf({ type: "support-mcp", version: EXPORT_VERSION });
  for await (const { customer, events } of archive.customers()) yield lineOf({ type: "customer", customer, events });
  for await (const whole of archive.tickets()) {
    const { ticket, comments } = whole;
    yield lineOf({ type: "ticket", ticket, comments, events: writtenEvents(whole) });
    yield* attachmentLines(tickets, ticket, missing);
  }
}

async function* attachmentLines(
  tickets: Desk["tickets"],
  { id, attachments }: ArchivedTicket["ticket"],
  missing: (reason: string) => void,
): AsyncGenerator<WrittenLine> {
  for (const { name } of attachments) {
    try {
      const { bytes } = await tickets.attachment(id, name);
      yield lineOf({ type: "attachment", ticket_id: id, name, base64: bytes.toBase64() });
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      missing(error.message);
    }
  }
}

function lineOf(value: Pick<WrittenLine, "type"> & Record<string, unknown>): WrittenLine {
  return { type: value.type, text: `${JSON.stringify(value)}\n` };
}
