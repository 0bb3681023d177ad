/** Customers as rules read them. */

import type { Customer } from "../../customer.ts";
import { toCustomerNotFound } from "../../rules/customers/account.ts";
import { toStaleRevision } from "../../rules/history/stale_revision.ts";
import { keys } from "../schema/keys.ts";
import type { Transaction } from "../commit/transaction.ts";

/** @throws {DeskError} `not_found`, or `stale_revision` when the account isn't at the expected revision (if one is given). */
export async function readCustomer(
  transaction: Transaction,
  email: string,
  expectedRevision: number | undefined,
): Promise<Customer> {
  const customer = await transaction.get<Customer>(keys.customer(email));
  if (customer === null) throw toCustomerNotFound(email);
  if (expectedRevision === undefined || expectedRevision === customer.revision) return customer;
  const present =
    `The account is now ${customer.status}, of tier ${customer.account_tier}; it last changed at ${customer.updated_at}.`;
  throw toStaleRevision(`Customer ${email}`, customer.revision, expectedRevision, present);
}
