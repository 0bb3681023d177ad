import type { Customer } from "../../../store/mod.ts";
import { cutText } from "../sizes/mod.ts";
import { markCustomerLine, markTeamWords } from "../../marks/mod.ts";

/** Formats an account: `<customer_words …>alice@example.com: Alice</customer_words …>, pro, active, revision 3`. */
export function formatCustomer(customer: Customer): string {
  const { notes } = customer;
  return `${formatCustomerRow(customer)}${notes && `. Notes: ${markTeamWords(notes)}`}`;
}

/** Cuts the notes of an account. */
export function cutNotes(customer: Customer, maxBytes: number): Customer {
  return { ...customer, notes: cutText(customer.notes, maxBytes, "get_customer returns the full text") };
}

/** Formats an account without its notes. */
export function formatCustomerRow({ email, name, account_tier, status, revision, organization }: Customer): string {
  return `${
    markCustomerLine(`${email}: ${name}${organization ? ` (${organization})` : ""}`)
  }, ${account_tier}, ${status}, revision ${revision}`;
}
