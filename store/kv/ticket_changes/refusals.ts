/** What a person was asked for and didn't allow: it changes nothing, and the history tells of it. */

import type { ChangeContext } from "../../desk.ts";
import { createCustomerEvent } from "../../rules/customers/account.ts";
import { formatInstant } from "../../rules/values/instant.ts";
import { createTicketEvent } from "../../rules/history/ticket_event.ts";
import { readCustomer } from "../customers/read_customer.ts";
import { toCustomerEventKey, toTicketEventKey } from "../schema/event_keys.ts";
import { toStoredEvent } from "./ticket_events.ts";
import { readTicket } from "./read_ticket.ts";
import type { Transaction } from "../commit/transaction.ts";

/** @throws {DeskError} `not_found` when there is no such ticket. */
export async function stageTicketRefusal(
  transaction: Transaction,
  number: number,
  context: ChangeContext,
): Promise<void> {
  const ticket = await readTicket(transaction, number, undefined);
  const event = { ...createTicketEvent("not_approved", ticket, ticket, context), at: formatInstant(transaction.now) };
  transaction.set(toTicketEventKey(number, event, crypto.randomUUID()), toStoredEvent(event));
  transaction.recordChange({ kind: "ticket", id: ticket.id });
}

/** @throws {DeskError} `not_found` when there is no such customer. */
export async function stageCustomerRefusal(
  transaction: Transaction,
  email: string,
  context: ChangeContext,
): Promise<void> {
  const customer = await readCustomer(transaction, email, undefined);
  const event = {
    ...createCustomerEvent("not_approved", customer, customer, context),
    at: formatInstant(transaction.now),
  };
  transaction.set(toCustomerEventKey(event, crypto.randomUUID()), event);
  transaction.recordChange({ kind: "customer", email });
}
