/** The account that a change of a ticket creates for a customer who has none, in its result. */

import type { CreatedTicket } from "../../store/mod.ts";
import { markCustomerLine } from "../marks/mod.ts";

export function showNewAccount({ createdAccount }: CreatedTicket): { customer_name?: string } {
  return createdAccount === undefined ? {} : { customer_name: createdAccount };
}

/** Formats the account as one more line; empty if none was created. */
export function formatNewAccount({ customer }: { customer: string }, name: string | undefined): string {
  if (name === undefined) return "";
  return `\nThe customer had no account. Created ${markCustomerLine(`${customer}: ${name}`)}, free, active.`;
}
