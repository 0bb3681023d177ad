import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import type { ChangeContext } from "../../desk.ts";
import type { Customer } from "../../customer.ts";
import type { CustomerEvent } from "../../event.ts";
import {
  createCustomerEvent,
  createNewAccount,
  type NewCustomerFields,
  updateCustomer,
} from "../../rules/customers/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { stageCustomer } from "../customers/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/**
 * Gives an account the name of a message, if the account has only the one that comes from its address. A name that
 * someone has set in an update stays, even if it is the same.
 *
 * @param fields The account that the message would create for a new customer.
 */
export async function nameCustomer(
  { kv }: Store,
  transaction: Transaction,
  fields: NewCustomerFields,
  context: ChangeContext,
): Promise<void> {
  const { email, name } = fields;
  const derived = createNewAccount(email).name;
  if (name === derived) return;
  const before = await transaction.get<Customer>(keys.customer(email));
  if (before === null || before.name !== derived) return;
  for await (const { value } of kv.list<CustomerEvent>({ prefix: prefixes.customerEvents(email) })) {
    if (isPlainObject(value?.after) && value.what === "updated" && Object.hasOwn(value.after, "name")) return;
  }
  const after = updateCustomer(before, { name }, formatInstant(transaction.now));
  if (after === null) return;
  stageCustomer(transaction, before, after, [createCustomerEvent("updated", before, after, context)]);
}
