import type { Customer } from "../../../store/mod.ts";
import { cutText, formatTruncated, listTruncated, type Truncated } from "../sizes/mod.ts";
import { markCustomerLine, markTeamWords } from "../../marks/mod.ts";

/** Formats an account: `<customer_words …>alice@example.com: Alice</customer_words …>, pro, active, revision 3`. */
export function formatCustomer(customer: Customer & Truncated): string {
  const { notes } = customer;
  const row = `${formatCustomerRow(customer)}${notes && `. Notes: ${markTeamWords(notes)}`}`;
  return [row, ...formatTruncated(customer)].join(" ");
}

/** Cuts the notes of an account. */
export function cutNotes(customer: Customer, maxBytes: number): Customer & Truncated {
  const { text, note } = cutText(customer.notes, maxBytes, "get_customer returns the full text");
  return { ...customer, notes: text, ...listTruncated({ notes: note }) };
}

/** Formats an account without its notes. */
export function formatCustomerRow({ email, name, account_tier, status, revision, organization }: Customer): string {
  return `${
    markCustomerLine(`${email}: ${name}${organization ? ` (${organization})` : ""}`)
  }, ${account_tier}, ${status}, revision ${revision}`;
}
