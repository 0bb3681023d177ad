/** Customers as rules read them. */

import type { Customer } from "../customer.ts";
import { customerNotFound } from "../rules/customer_account.ts";
import { staleRevision } from "../rules/revision.ts";
import { keys } from "./keys.ts";
import type { Transaction } from "./transaction.ts";

/** @throws {DeskError} `not_found`, or `stale_revision` when the account isn't at the expected revision (if one is given). */
export async function readCustomer(
  transaction: Transaction,
  email: string,
  expectedRevision: number | undefined,
): Promise<Customer> {
  const customer = await transaction.get<Customer>(keys.customer(email));
  if (customer === null) throw customerNotFound(email);
  if (expectedRevision === undefined || expectedRevision === customer.revision) return customer;
  const present =
    `The account is now ${customer.status}, of tier ${customer.account_tier}; it last changed at ${customer.updated_at}.`;
  throw staleRevision(`Customer ${email}`, customer.revision, expectedRevision, present);
}
