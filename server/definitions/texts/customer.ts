/** Customers' accounts as short texts beside their structured content. */

import type { Customer } from "../../../store/mod.ts";

/** One line: `alice@example.com: Alice, pro, active`. */
export function formatCustomer({ email, name, account_tier, status, notes }: Customer): string {
  return `${email}: ${name}, ${account_tier}, ${status}${notes && `. Notes: ${notes}`}`;
}
