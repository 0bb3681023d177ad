/** Changes of customers as rules stage them. */

import type { Customer, CustomerUpdate } from "../../customer.ts";
import type { ChangeContext } from "../../desk.ts";
import type { CustomerEvent } from "../../event.ts";
import {
  createCustomerEvent,
  requireNotErased,
  toCustomerNotFound,
  updateCustomer,
} from "../../rules/customers/mod.ts";
import { toStaleRevision } from "../../rules/history/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { ChangeCall, Transaction } from "../commit/mod.ts";
import { stageTierChange } from "../deadlines/mod.ts";
import { listActiveTickets, reindexCustomer } from "../index/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, toCustomerEventKey } from "../schema/mod.ts";

/** The maximum number of tickets of a customer that are reported as changed with the tier. */
const MAX_NOTIFIED_TICKETS = 100;

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

/** Returns the operation and the input of an update, for its idempotency key. */
export function toUpdateCall(email: string, input: CustomerUpdate): Pick<ChangeCall, "operation" | "input"> {
  return { operation: "updateCustomer", input: { email, input } };
}

/**
 * Stages an update. Updates of the tier must run alone in their commit, and `finishTierChange` follows.
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
  requireNotErased(email);
  const before = await readCustomer(transaction, email, context.expectedRevision);
  const after = updateCustomer(before, update, formatInstant(transaction.now));
  if (after === null) return before;
  stageCustomer(transaction, before, after, [createCustomerEvent("updated", before, after, context)]);
  if (before.account_tier !== after.account_tier) {
    stageTierChange(transaction, email, after.revision);
    await reportTickets(kv, transaction, email);
  }
  return after;
}

/** Reports the customer's tickets as changed: they show another tier and due time. */
async function reportTickets(kv: KeyValueStore, transaction: Transaction, email: string): Promise<void> {
  const { value: newest = [] } = await listActiveTickets(kv, email).next();
  for (const { id } of newest.slice(0, MAX_NOTIFIED_TICKETS)) transaction.recordChange({ kind: "ticket", id });
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
