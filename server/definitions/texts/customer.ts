import type { Customer } from "../../../store/mod.ts";

/** Formats an account as one line: `alice@example.com: Alice, pro, active`. */
export function formatCustomer({ email, name, account_tier, status, notes }: Customer): string {
  return `${email}: ${name}, ${account_tier}, ${status}${notes && `. Notes: ${notes}`}`;
}
