/** What a person was asked for and didn't allow: it changes nothing, and the history tells of it. */

import type { ChangeContext } from "../desk.ts";
import { customerEvent } from "../rules/customer_account.ts";
import { instant } from "../rules/instant.ts";
import { ticketEvent } from "../rules/ticket_event.ts";
import { readCustomer } from "./customer_reads.ts";
import { customerEventKey, ticketEventKey } from "./event_keys.ts";
import { storedEvent } from "./ticket_events.ts";
import { readTicket } from "./ticket_reads.ts";
import type { Transaction } from "./transaction.ts";

/** @throws {DeskError} `not_found` when there is no such ticket. */
export async function refuseTicketChange(
  transaction: Transaction,
  number: number,
  context: ChangeContext,
): Promise<void> {
  const ticket = await readTicket(transaction, number, undefined);
  const event = { ...ticketEvent("not_approved", ticket, ticket, context), at: instant(transaction.now) };
  transaction.set(ticketEventKey(number, event, crypto.randomUUID()), storedEvent(event));
  transaction.changed({ kind: "ticket", id: ticket.id });
}

/** @throws {DeskError} `not_found` when there is no such customer. */
export async function refuseCustomerChange(
  transaction: Transaction,
  email: string,
  context: ChangeContext,
): Promise<void> {
  const customer = await readCustomer(transaction, email, undefined);
  const event = { ...customerEvent("not_approved", customer, customer, context), at: instant(transaction.now) };
  transaction.set(customerEventKey(event, crypto.randomUUID()), event);
  transaction.changed({ kind: "customer", email });
}
