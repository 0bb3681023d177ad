/** Customers from outside. */

import type { CustomerToImport, ImportResult } from "../../archive.ts";
import type { Customer } from "../../customer.ts";
import type { Actor } from "../../event.ts";
import { createCustomerImportedEvent, type ParsedCustomer } from "../../rules/archive/customer.ts";
import { findDifferingFields } from "../../rules/archive/differing_fields.ts";
import { stageNewCustomer } from "../customers/customers.ts";
import { keys } from "../schema/keys.ts";
import type { Store } from "../commit/store.ts";

/** Puts a customer, unless there is one with this e-mail address. */
export async function importCustomer(
  { commits }: Store,
  { customer: given }: CustomerToImport,
  { customer, events }: ParsedCustomer,
  by: Actor,
): Promise<ImportResult> {
  const id = customer.email;
  return await commits.commit<ImportResult>(async (transaction) => {
    const present = await transaction.get<Customer>(keys.customer(id));
    if (present !== null) return compareWithStored(id, findDifferingFields(given, customer, present));
    const history = events.length > 0 ? events : [createCustomerImportedEvent(customer, by, transaction.now)];
    stageNewCustomer(transaction, customer, history);
    return { outcome: "added", id };
  }, { reads: [keys.customer(id)] });
}

function compareWithStored(id: string, differing: string[]): ImportResult {
  if (differing.length === 0) return { outcome: "exists", id };
  return { outcome: "differs", id, reason: `Customer ${id} is there already, with another ${differing.join(", ")}.` };
}
