/** The account that a change of a ticket creates for a customer who has none, in its result. */

import * as z from "zod";
import type { CreatedTicket } from "../../store/mod.ts";
import { markCustomerLine } from "../marks/mod.ts";
import { fromOutside } from "./outside_text.ts";

/** The member of a result that names the account. */
export const newAccount = {
  customer_name: fromOutside(z.string()).exactOptional().describe("The name of the new account, if one was created"),
};

export function showNewAccount({ createdAccount }: CreatedTicket): { customer_name?: string } {
  return createdAccount === undefined ? {} : { customer_name: createdAccount };
}

/** Formats the account as one more line; empty if none was created. */
export function formatNewAccount({ customer }: { customer: string }, name: string | undefined): string {
  if (name === undefined) return "";
  return `\nThe customer had no account. Created ${markCustomerLine(`${customer}: ${name}`)}, free, active.`;
}
