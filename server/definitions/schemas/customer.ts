/** Accounts of customers. */

import * as z from "zod";
import { fromOutside } from "./outside_text.ts";
import { tier, truncated, words } from "./values.ts";
import { CUSTOMER_STATUSES } from "../../../store/mod.ts";

export const customer = z.object({
  email: words,
  name: words,
  account_tier: tier,
  status: z.enum(CUSTOMER_STATUSES),
  notes: words,
  revision: z.number().int(),
  created_at: z.string(),
  updated_at: z.string(),
  organization: words.exactOptional().describe("The organization set by hand, or else that of the email domain"),
  truncated,
});

/** The member of a result that names the account which a change of a ticket created. */
export const newAccount = {
  customer_name: fromOutside(z.string()).exactOptional().describe("The name of the new account, if one was created"),
};
