import { toPrintableJson } from "../../base/text/printable.ts";
import type { SalvagedItem } from "../../store/kv/check/mod.ts";
import {
  type ArchivedArticle,
  type ArchivedCustomer,
  type ArchivedTicket,
  COMMENT_KINDS,
  type Customer,
  type Desk,
  DeskError,
  type FormerTicket,
  type SettingsRevision,
  type WrittenComment,
} from "../../store/mod.ts";
import { toExportedEvents } from "./events.ts";
import { EXPORT_VERSION } from "./format.ts";

/** A line with its line feed and its type. */
export interface ExportedLine {
  type: "support-mcp" | "settings" | "article" | "customer" | "ticket" | "attachment";
  text: string;
}

/**
 * Exports a desk as lines: the header, the settings, articles, customers by email address, and tickets by id, each with its
 * history and followed by its attachments. Equal desks give equal lines. Concurrent changes may or may not be included, but each
 * ticket is consistent.
 *
 * @param missing Called for each attachment whose bytes are missing, for example after an interrupted import.
 */
export async function* exportLines(
  { archive, tickets }: Desk,
  missing: (reason: string) => void = () => {},
): AsyncGenerator<ExportedLine> {
  yield toHeaderLine();
  yield* toSettingsLines(await archive.exportSettings());
  for await (const article of archive.exportArticles()) yield toArticleLine(article);
  for await (const customer of archive.exportCustomers()) yield toCustomerLine(customer);
  yield* exportTicketLines(tickets, archive.exportTickets(), missing);
}

/**
 * Exports everything about one customer, in the same form: the account with its words in tickets of others, and its tickets.
 * Someone who only wrote such comments has no account, but an address. The settings are left out.
 *
 * @throws {DeskError} `invalid` or `not_found`
 */
export async function* exportCustomerLines(
  { archive, tickets }: Pick<Desk, "archive" | "tickets">,
  email: string,
  missing: (reason: string) => void = () => {},
): AsyncGenerator<ExportedLine> {
  const written = await archive.exportWrittenComments(email);
  const former = await archive.exportFormerTickets(email);
  const customer = await readAccount(archive, email, written.length + former.length > 0);
  yield toHeaderLine();
  yield toCustomerLine({
    ...customer,
    ...written.length > 0 && { comments: written },
    ...former.length > 0 && { former_tickets: former },
  });
  yield* exportTicketLines(tickets, archive.exportCustomerTickets(email), missing);
}

/** @param mayBeAbsent True if someone without an account has an address. */
async function readAccount(archive: Desk["archive"], email: string, mayBeAbsent: boolean): Promise<ExportedAccount> {
  try {
    return await archive.exportCustomer(email);
  } catch (error) {
    if (!mayBeAbsent || !(error instanceof DeskError) || error.code !== "not_found") throw error;
    const address = email.trim().toLowerCase();
    return { customer: { email: address, name: address }, events: [] };
  }
}

async function* exportTicketLines(
  tickets: Desk["tickets"],
  exported: AsyncIterable<ArchivedTicket>,
  missing: (reason: string) => void,
): AsyncGenerator<ExportedLine> {
  for await (const ticket of exported) {
    yield toTicketLine(ticket);
    yield* exportAttachmentLines(tickets, ticket.ticket, missing);
  }
}

/** Exports what can be read of a damaged store, in the same form. */
export async function* salvageLines(items: AsyncIterable<SalvagedItem>): AsyncGenerator<ExportedLine> {
  for await (const each of items) {
    if (each.kind === "store") yield toHeaderLine(each);
    else if (each.kind === "settings") yield* toSettingsLines(each.revisions);
    else if (each.kind === "article") yield toArticleLine(each.item);
    else if (each.kind === "customer") yield toCustomerLine(each.item);
    else {
      yield toTicketLine(each.item);
      for (const { name, bytes } of each.files) yield toAttachmentLine(each.item.ticket.id, name, bytes);
    }
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
      yield toAttachmentLine(id, name, bytes);
    } catch (error) {
      if (!(error instanceof DeskError)) throw error;
      missing(error.message);
    }
  }
}

/** @param isOlder True if the tickets are as an earlier version stored them. */
function toHeaderLine({ isOlder } = { isOlder: false }): ExportedLine {
  return toLine({ type: "support-mcp", version: EXPORT_VERSION, ...!isOlder && { kinds: COMMENT_KINDS } });
}

function toSettingsLines(revisions: readonly SettingsRevision[]): ExportedLine[] {
  return revisions.length === 0 ? [] : [toLine({ type: "settings", revisions })];
}

function toArticleLine({ id, revisions }: ArchivedArticle): ExportedLine {
  return toLine({ type: "article", id, revisions });
}

type ExportedAccount =
  | ArchivedCustomer
  | (Pick<ArchivedCustomer, "events"> & { customer: Pick<Customer, "email" | "name"> });

/** @param whole With the words in tickets of others, which an import ignores. */
function toCustomerLine(
  whole: ExportedAccount & { comments?: readonly WrittenComment[]; former_tickets?: readonly FormerTicket[] },
): ExportedLine {
  return toLine({ type: "customer", ...whole });
}

function toTicketLine(whole: ArchivedTicket): ExportedLine {
  const { ticket, comments } = whole;
  return toLine({ type: "ticket", ticket, comments, events: toExportedEvents(whole) });
}

function toAttachmentLine(ticketId: string, name: string, bytes: Uint8Array): ExportedLine {
  return toLine({ type: "attachment", ticket_id: ticketId, name, base64: bytes.toBase64() });
}

/** Characters that a terminal would obey or hide are escaped: the values stay the same. */
function toLine(value: Pick<ExportedLine, "type"> & Record<string, unknown>): ExportedLine {
  return { type: value.type, text: `${toPrintableJson(value, 0)}\n` };
}
