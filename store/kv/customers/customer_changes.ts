/** Changes of customers as rules stage them. */

import type { Customer, CustomerUpdate } from "../../customer.ts";
import type { ChangeContext } from "../../desk.ts";
import type { CustomerEvent } from "../../event.ts";
import { createCustomerEvent, toCustomerNotFound, updateCustomer } from "../../rules/customers/mod.ts";
import { toStaleRevision } from "../../rules/history/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import { getQueueKey, isClaimable, listActiveTickets, PRESENT, reindexCustomer } from "../index/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, toCustomerEventKey } from "../schema/mod.ts";

/** The most tickets of a customer that are reported as changed with the tier. */
const MAX_NOTIFIED_TICKETS = 100;

/** The most tickets of a customer that change their place in the queue with the tier. Others do when a claim finds them. */
const MAX_MOVED_TICKETS = 400;

/**
 * Reads a customer that is about to change.
 *
 * @throws {DeskError} `not_found`, or `stale_revision` if the account is not at the expected revision.
 */
export async function readCustomer(
  transaction: Transaction,
  email: string,
  expectedRevision: number | undefined,
): Promise<Customer> {
  const customer = await transaction.get<Customer>(keys.customer(email));
  if (customer === null) throw toCustomerNotFound(email);
  if (expectedRevision === undefined || expectedRevision === customer.revision) return customer;
  const { status, account_tier, updated_at } = customer;
  const present = `The account is now ${status}, with tier ${account_tier}. It last changed at ${updated_at}.`;
  throw toStaleRevision(`Customer ${email}`, customer.revision, expectedRevision, present);
}

/** Stages a new customer with its history. */
export function stageNewCustomer(transaction: Transaction, customer: Customer, events: readonly CustomerEvent[]): void {
  stageCustomer(transaction, null, customer, events);
  transaction.add(keys.countCustomers, 1);
}

/** Stages a customer with its new events. `before` is null for a new one. */
export function stageCustomer(
  transaction: Transaction,
  before: Customer | null,
  after: Customer,
  events: readonly CustomerEvent[],
): void {
  transaction.set(keys.customer(after.email), after);
  for (const [index, event] of events.entries()) transaction.set(toCustomerEventKey(event, index), event);
  reindexCustomer(transaction, before, after);
  transaction.recordChange({ kind: "customer", email: after.email });
}

/**
 * Stages an update. Updates of the tier must run alone in their commit.
 *
 * @returns The customer after the update.
 * @throws {DeskError} `not_found` or `stale_revision`.
 */
export async function stageCustomerUpdate(
  kv: KeyValueStore,
  transaction: Transaction,
  { email, update }: { email: string; update: CustomerUpdate },
  context: ChangeContext,
): Promise<Customer> {
  const before = await readCustomer(transaction, email, context.expectedRevision);
  const after = updateCustomer(before, update, formatInstant(transaction.now));
  if (after === null) return before;
  stageCustomer(transaction, before, after, [createCustomerEvent("updated", before, after, context)]);
  if (before.account_tier !== after.account_tier) await changeTier(kv, transaction, before, after);
  return after;
}

/**
 * Moves the customer's tickets in the queue, and reports them as changed: they show another tier and due time, though
 * their records stay the same.
 */
async function changeTier(
  kv: KeyValueStore,
  transaction: Transaction,
  before: Customer,
  after: Customer,
): Promise<void> {
  const tickets = await listActiveTickets(kv, after.email);
  for (const { id } of tickets.slice(0, MAX_NOTIFIED_TICKETS)) transaction.recordChange({ kind: "ticket", id });
  for (const ticket of tickets.filter(isClaimable).slice(-MAX_MOVED_TICKETS)) {
    transaction.delete(getQueueKey(ticket, before.account_tier));
    transaction.set(getQueueKey(ticket, after.account_tier), PRESENT);
  }
}

/**
 * Stages the event of a change that a person did not approve. The customer stays unchanged.
 *
 * @throws {DeskError} `not_found`
 */
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
