/** Whether a customer from outside can be one of ours. */

import type { CustomerToPut } from "../archive.ts";
import { type Customer, CUSTOMER_STATUSES, TIERS } from "../customer.ts";
import type { Actor, CustomerEvent } from "../event.ts";
import { demandOrder } from "./archived_history.ts";
import { canonicalJson } from "./canonical_json.ts";
import { checkedInstant, demand, oneOf } from "./checks.ts";
import { checkedNewCustomer, customerEvent, newCustomer } from "./customer_account.ts";
import { instant } from "./instant.ts";
import { replayCustomer } from "./replay.ts";

/** A customer that was checked. */
export interface CheckedCustomer {
  customer: Customer;
  events: readonly CustomerEvent[];
}

/**
 * The customer in the form in which it is kept, with defaults for what was left out.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid` with the reason why it can't be taken.
 */
export function checkedCustomer({ customer: given, events = [] }: CustomerToPut, now: number): CheckedCustomer {
  const fields = checkedNewCustomer({
    ...given,
    account_tier: oneOf("account_tier", given.account_tier ?? "free", TIERS),
    status: oneOf("status", given.status ?? "active", CUSTOMER_STATUSES),
  });
  const created_at = checkedInstant("created_at", given.created_at ?? instant(now));
  const updated_at = checkedInstant("updated_at", given.updated_at ?? created_at);
  const customer = { ...newCustomer(fields, created_at), updated_at, revision: given.revision ?? 1 };
  if (events.length > 0) demandHistory(customer, events);
  else demand(customer.revision === 1, `It is at revision ${customer.revision}, but the history of that is missing.`);
  return { customer, events };
}

/** The one event of a customer who came without a history; it happened `now`. */
export function importedCustomerEvent(customer: Customer, by: Actor, now: number): CustomerEvent {
  return { ...customerEvent("imported", null, customer, { by }), at: instant(now) };
}

function demandHistory(customer: Customer, events: readonly CustomerEvent[]): void {
  const { revision: _revision, updated_at: _at, ...state } = customer;
  demand(events.every(({ email }) => email === state.email), "The history has events of another customer.");
  demandOrder(events, customer);
  const same = canonicalJson(replayCustomer(events)) === canonicalJson(state);
  demand(same, "The history gives another customer when it is replayed.");
}
