/** Whether a customer from outside can be one of ours. */

import type { CustomerToImport } from "../../archive.ts";
import { type Customer, CUSTOMER_STATUSES, TIERS } from "../../customer.ts";
import type { Actor, CustomerEvent } from "../../event.ts";
import { checkEventOrder } from "./history.ts";
import { check, formatInstant, parseChoice, parseInstant, toCanonicalJson } from "../values/mod.ts";
import { createCustomer, createCustomerEvent, parseNewCustomer } from "../customers/mod.ts";
import { replayCustomer } from "../history/mod.ts";

/** A customer that was checked. */
export interface ParsedCustomer {
  customer: Customer;
  events: readonly CustomerEvent[];
}

/**
 * The customer in the form in which it is kept, with defaults for what was left out.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid` with the reason why it can't be taken.
 */
export function parseArchivedCustomer({ customer: given, events = [] }: CustomerToImport, now: number): ParsedCustomer {
  const fields = parseNewCustomer({
    ...given,
    account_tier: parseChoice("account_tier", given.account_tier ?? "free", TIERS),
    status: parseChoice("status", given.status ?? "active", CUSTOMER_STATUSES),
  });
  const created_at = parseInstant("created_at", given.created_at ?? formatInstant(now));
  const updated_at = parseInstant("updated_at", given.updated_at ?? created_at);
  const customer = { ...createCustomer(fields, created_at), updated_at, revision: given.revision ?? 1 };
  if (events.length > 0) checkCustomerHistory(customer, events);
  else check(customer.revision === 1, `It is at revision ${customer.revision}, but the history of that is missing.`);
  return { customer, events };
}

/** The one event of a customer who came without a history; it happened `now`. */
export function createCustomerImportedEvent(customer: Customer, by: Actor, now: number): CustomerEvent {
  return { ...createCustomerEvent("imported", null, customer, { by }), at: formatInstant(now) };
}

function checkCustomerHistory(customer: Customer, events: readonly CustomerEvent[]): void {
  const { revision: _revision, updated_at: _at, ...state } = customer;
  check(events.every(({ email }) => email === state.email), "The history has events of another customer.");
  checkEventOrder(events, customer);
  const same = toCanonicalJson(replayCustomer(events)) === toCanonicalJson(state);
  check(same, "The history gives another customer when it is replayed.");
}
