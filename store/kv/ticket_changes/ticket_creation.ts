/** Making tickets. */

import { DeskError } from "../../errors.ts";
import { formatInstant } from "../../rules/values/instant.ts";
import type { Origin } from "../../rules/history/event_parts.ts";
import { createTicketEvent } from "../../rules/history/ticket_event.ts";
import { createTicketRecord, type NewTicketFields } from "../../rules/tickets/ticket_record.ts";
import type { TicketRecord } from "../../ticket.ts";
import { extractWords } from "../../search/analysis/words.ts";
import { keys } from "../schema/keys.ts";
import { toStoredEvent } from "./ticket_events.ts";
import { addWords, getPosition, reindexTicket } from "../index/ticket_index.ts";
import type { Transaction } from "../commit/transaction.ts";

/** The keys that {@linkcode createTicket} reads. */
export function getCreationReads({ customer }: NewTicketFields): Deno.KvKey[] {
  return [keys.nextTicket, keys.customer(customer)];
}

/**
 * Makes a ticket under the next id.
 *
 * @throws {DeskError} `not_found` when there is no such customer.
 */
export async function createTicket(
  transaction: Transaction,
  fields: NewTicketFields,
  origin: Origin,
): Promise<TicketRecord> {
  if (await transaction.get(keys.customer(fields.customer)) === null) throw createMissingAccountError(fields.customer);
  const number = await transaction.get<number>(keys.nextTicket) ?? 1;
  transaction.set(keys.nextTicket, number + 1);
  const record = createTicketRecord(String(number), fields, formatInstant(transaction.now));
  stageNewTicket(transaction, record, fields.description);
  addWords(transaction, getPosition(record), getTextWords(record.subject, fields.description));
  const event = createTicketEvent("created", null, record, origin);
  transaction.set(keys.ticketEvent(number, event.revision), toStoredEvent(event));
  return record;
}

/** Stages a ticket that wasn't there: its record, description, counters and indices, except words. */
export function stageNewTicket(transaction: Transaction, record: TicketRecord, description: string): void {
  const number = Number(record.id);
  transaction.set(keys.ticket(number), record);
  if (description !== "") transaction.set(keys.description(number), description);
  reindexTicket(transaction, null, record);
  transaction.recordChange({ kind: "ticket", id: record.id });
}

/** The words of a ticket apart from its comments'. */
export function getTextWords(subject: string, description: string): Set<string> {
  return extractWords(subject).union(extractWords(description));
}

export function createMissingAccountError(email: string): DeskError {
  const text = `Customer ${email} not found. A ticket needs one: create the account first (create_customer).`;
  return new DeskError("not_found", text);
}
