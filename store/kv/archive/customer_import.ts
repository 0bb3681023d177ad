import type { CustomerToImport, ImportResult } from "../../archive.ts";
import type { Customer } from "../../customer.ts";
import type { Actor } from "../../event.ts";
import { createCustomerImportedEvent, findDifferingFields, type ParsedCustomer } from "../../rules/archive/mod.ts";
import type { Store } from "../commit/mod.ts";
import { stageNewCustomer } from "../customers/mod.ts";
import { keys } from "../schema/mod.ts";

/** Imports a customer, unless there is one with this email address. */
export async function importCustomer(
  { commits }: Store,
  { customer: given }: CustomerToImport,
  { customer, events }: ParsedCustomer,
  by: Actor,
): Promise<ImportResult> {
  const id = customer.email;
  return await commits.commit<ImportResult>(async (transaction) => {
    const stored = await transaction.get<Customer>(keys.customer(id));
    if (stored !== null) return toExistingResult(id, findDifferingFields(given, customer, stored));
    const history = events.length > 0 ? events : [createCustomerImportedEvent(customer, by, transaction.now)];
    stageNewCustomer(transaction, customer, history);
    return { outcome: "added", id };
  }, { reads: [keys.customer(id)] });
}

function toExistingResult(id: string, differing: string[]): ImportResult {
  if (differing.length === 0) return { outcome: "exists", id };
  return { outcome: "differs", id, reason: `Customer ${id} already exists, with a different ${differing.join(", ")}.` };
}
