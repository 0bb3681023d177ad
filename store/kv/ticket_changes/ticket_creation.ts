import type { Customer } from "../../customer.ts";
import { fillIn } from "../../fields/mod.ts";
import { DeskError } from "../../errors.ts";
import { createCustomer, createCustomerEvent, type NewCustomerFields } from "../../rules/customers/mod.ts";
import { computeDue } from "../../rules/deadlines/mod.ts";
import { createTicketEvent, getResponsibleName, type Origin } from "../../rules/history/mod.ts";
import { createTicketRecord, type NewTicketFields } from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import { listFacts } from "../../reports/mod.ts";
import { listCreationChanges } from "../../search/analysis/mod.ts";
import type { NewTicket, TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { stageNewCustomer } from "../customers/mod.ts";
import { readPolicy } from "../deadlines/mod.ts";
import { reindexTicket, stageUpdate } from "../index/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import { toStoredEvent } from "./ticket_events.ts";

/** Returns the keys that {@linkcode createTicket} reads. */
export function getCreationReads({ customer }: NewTicketFields): Key[] {
  return [keys.nextTicket, keys.customer(customer), keys.settings];
}

/** A new ticket, with the name of the account that it created. */
export type CreatedRecord = TicketRecord & { createdAccount?: string };

/**
 * Creates a ticket with the next id, and the account if the customer has none.
 *
 * @param account The account for a customer who has none.
 * @param custom The values of custom fields, as they were given; undefined if no one was asked for them.
 * @throws {DeskError} `invalid` if `custom` has values that the fields cannot have, or lacks required ones.
 */
export async function createTicket(
  transaction: Transaction,
  given: NewTicketFields,
  account: NewCustomerFields,
  origin: Origin,
  custom?: NewTicket["custom"],
): Promise<CreatedRecord> {
  const fields = custom === undefined
    ? given
    : { ...given, ...fillIn(custom, (await getSettings(transaction)).fields, true) };
  const { customer: { account_tier: tier }, isNew } = await stageMissingAccount(transaction, account, origin);
  const number = await transaction.get<number>(keys.nextTicket) ?? 1;
  transaction.set(keys.nextTicket, number + 1);
  const record = createTicketRecord(String(number), fields, formatInstant(transaction.now));
  const due = computeDue(record, tier, await readPolicy(transaction));
  const stored = { ...record, ...due, is_unanswered: true, report_tier: tier };
  stageNewTicket(transaction, stored, fields.description);
  if (record.external_id !== null) transaction.set(keys.external(record.external_id), number);
  const texts = { description: fields.description, comments: [], authors: [getResponsibleName(origin.by)] };
  transaction.changeIndex(number, await listCreationChanges({ record: stored, ...texts }));
  const event = createTicketEvent("created", null, record, origin);
  transaction.set(keys.ticketEvent(number, event.revision), toStoredEvent(event, fields.description));
  transaction.recordFacts(listFacts(null, record, event, tier));
  return isNew ? { ...stored, createdAccount: account.name } : stored;
}

/**
 * Creates an account, unless the customer has one.
 *
 * @returns The customer. `isNew` is true if the account was created.
 */
export async function stageMissingAccount(
  transaction: Transaction,
  fields: NewCustomerFields,
  origin: Origin,
): Promise<{ customer: Customer; isNew: boolean }> {
  const present = await transaction.get<Customer>(keys.customer(fields.email));
  if (present !== null) return { customer: present, isNew: false };
  const customer = createCustomer(fields, formatInstant(transaction.now));
  stageNewCustomer(transaction, customer, [createCustomerEvent("created", null, customer, origin)]);
  return { customer, isNew: true };
}

/** Stages the record, description, lists and counters of a new ticket, but not the postings of its texts. */
export function stageNewTicket(transaction: Transaction, record: TicketRecord, description: string): void {
  const number = Number(record.id);
  transaction.set(keys.ticket(number), record);
  if (description !== "") transaction.set(keys.description(number), description);
  reindexTicket(transaction, null, record);
  stageUpdate(transaction, null, record);
  transaction.recordChange({ kind: "ticket", id: record.id });
}

export function createMissingAccountError(email: string): DeskError {
  const text = `Customer ${email} not found. A ticket needs an account: create it first (create_customer).`;
  return new DeskError("not_found", text, { reasons: [{ code: "customer_not_found", email }] });
}
