/** Making tickets. */

import { DeskError } from "../errors.ts";
import { instant } from "../rules/instant.ts";
import type { Origin } from "../rules/event_parts.ts";
import { ticketEvent } from "../rules/ticket_event.ts";
import { type NewTicketFields, newTicketRecord } from "../rules/ticket_record.ts";
import type { TicketRecord } from "../ticket.ts";
import { wordsOf } from "../search/words.ts";
import { keys } from "./keys.ts";
import { storedEvent } from "./ticket_events.ts";
import { positionOf, postWords, reindex } from "./ticket_index.ts";
import type { Transaction } from "./transaction.ts";

/** The keys that {@linkcode createTicket} reads. */
export function creationReads({ customer }: NewTicketFields): Deno.KvKey[] {
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
  if (await transaction.get(keys.customer(fields.customer)) === null) throw withoutAccount(fields.customer);
  const number = await transaction.get<number>(keys.nextTicket) ?? 1;
  transaction.set(keys.nextTicket, number + 1);
  const record = newTicketRecord(String(number), fields, instant(transaction.now));
  stageNewTicket(transaction, record, fields.description);
  postWords(transaction, positionOf(record), textWords(record.subject, fields.description));
  const event = ticketEvent("created", null, record, origin);
  transaction.set(keys.ticketEvent(number, event.revision), storedEvent(event));
  return record;
}

/** Stages a ticket that wasn't there: its record, description, counters and indices, except words. */
export function stageNewTicket(transaction: Transaction, record: TicketRecord, description: string): void {
  const number = Number(record.id);
  transaction.set(keys.ticket(number), record);
  if (description !== "") transaction.set(keys.description(number), description);
  reindex(transaction, null, record);
  transaction.changed({ kind: "ticket", id: record.id });
}

/** The words of a ticket apart from its comments'. */
export function textWords(subject: string, description: string): Set<string> {
  return wordsOf(subject).union(wordsOf(description));
}

export function withoutAccount(email: string): DeskError {
  const text = `Customer ${email} not found. A ticket needs one: create the account first (create_customer).`;
  return new DeskError("not_found", text);
}
