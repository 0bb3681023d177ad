/** Validation of customers to import. */

import type { CustomerToImport } from "../../archive.ts";
import { type Customer, CUSTOMER_STATUSES, TIERS } from "../../customer.ts";
import type { Actor, CustomerEvent } from "../../event.ts";
import { checkEventOrder } from "./history.ts";
import { toCustomerLines } from "./one_line_fields.ts";
import { check, formatInstant, parseChoice, parseInstant, toCanonicalJson } from "../values/mod.ts";
import { createCustomer, createCustomerEvent, parseNewCustomer, requireErasedHistory } from "../customers/mod.ts";
import { replayCustomer } from "../history/mod.ts";

/** A valid customer with its history. */
export interface ParsedCustomer {
  customer: Customer;
  events: readonly CustomerEvent[];
}

/**
 * Validates a customer and adds defaults for missing fields.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid` with the reason.
 */
export function parseArchivedCustomer(item: CustomerToImport, now: number): ParsedCustomer {
  const { customer: given, events = [] } = toCustomerLines(item);
  const fields = parseNewCustomer({
    ...given,
    account_tier: parseChoice("account_tier", given.account_tier ?? "free", TIERS),
    status: parseChoice("status", given.status ?? "active", CUSTOMER_STATUSES),
  });
  const created_at = parseInstant("created_at", given.created_at ?? formatInstant(now));
  const updated_at = parseInstant("updated_at", given.updated_at ?? created_at);
  const customer = { ...createCustomer(fields, created_at), updated_at, revision: given.revision ?? 1 };
  requireErasedHistory(customer.email, events.length > 0);
  if (events.length > 0) checkCustomerHistory(customer, events);
  else check(customer.revision === 1, `revision is ${customer.revision}, but the history is missing.`);
  return { customer, events };
}

/** Creates the only event of a customer without a history. */
export function createCustomerImportedEvent(customer: Customer, by: Actor, now: number): CustomerEvent {
  return { ...createCustomerEvent("imported", null, customer, { by }), at: formatInstant(now) };
}

function checkCustomerHistory(customer: Customer, events: readonly CustomerEvent[]): void {
  const { revision: _revision, updated_at: _at, ...state } = customer;
  check(events.every(({ email }) => email === state.email), "The history contains events of another customer.");
  checkEventOrder(events, customer);
  const same = toCanonicalJson(replayCustomer(events)) === toCanonicalJson(state);
  check(same, "The history does not replay to this customer.");
}
