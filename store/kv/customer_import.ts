/** Customers from outside. */

import type { CustomerToPut, PutResult } from "../archive.ts";
import type { Customer } from "../customer.ts";
import type { Actor } from "../event.ts";
import { type CheckedCustomer, importedCustomerEvent } from "../rules/archived_customer.ts";
import { differingFields } from "../rules/differing_fields.ts";
import { stageNewCustomer } from "./customers.ts";
import { keys } from "./keys.ts";
import type { Store } from "./store.ts";

/** Puts a customer, unless there is one with this e-mail address. */
export async function putCustomer(
  { commits }: Store,
  { customer: given }: CustomerToPut,
  { customer, events }: CheckedCustomer,
  by: Actor,
): Promise<PutResult> {
  const id = customer.email;
  return await commits.commit<PutResult>(async (transaction) => {
    const present = await transaction.get<Customer>(keys.customer(id));
    if (present !== null) return compared(id, differingFields(given, customer, present));
    const history = events.length > 0 ? events : [importedCustomerEvent(customer, by, transaction.now)];
    stageNewCustomer(transaction, customer, history);
    return { outcome: "added", id };
  }, { reads: [keys.customer(id)] });
}

function compared(id: string, differing: string[]): PutResult {
  if (differing.length === 0) return { outcome: "exists", id };
  return { outcome: "differs", id, reason: `Customer ${id} is there already, with another ${differing.join(", ")}.` };
}
