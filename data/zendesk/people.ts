/** Zendesk's users: customers, and names on comments and tickets. */

import { truncate } from "../../base/text/truncate.ts";
import { type CustomerToImport, LIMITS } from "../../store/mod.ts";
import type { Ticket, User } from "./records.ts";
import type { Staging } from "./staging.ts";

/** RFC 2606 reserves `.invalid`. */
const PLACEHOLDER_DOMAIN = "unknown.invalid";

/** Converts a user to an account. */
export function toCustomer(user: User, staging: Staging): CustomerToImport {
  const { created_at, updated_at } = user;
  const organization = staging.getName("organization", user.organization);
  const notes = [user.notes, organization && `Organization: ${organization}`, user.phone && `Phone: ${user.phone}`];
  return {
    customer: {
      email: toEmail(user),
      name: toName(user, user.id),
      status: user.suspended ? "suspended" : "active",
      notes: truncate(notes.filter(Boolean).join("\n"), LIMITS.note),
      ...created_at !== null && { created_at },
      ...updated_at !== null && { updated_at },
    },
  };
}

/** Returns the user's address, or a placeholder. */
export function toEmail({ id, email }: Pick<User, "id" | "email">): string {
  return email ?? `zendesk-user-${id}@${PLACEHOLDER_DOMAIN}`;
}

/** Returns the name to show on comments and tickets. */
export function toName(user: User | null, id: number): string {
  return truncate(user?.name || user?.email || `Zendesk user ${id}`, LIMITS.name);
}

/** Returns the author of a comment. If the export does not say whether it is a customer, the author has the address too. */
export function toAuthor(user: User | null, id: number): string {
  const name = toName(user, id);
  if (user === null || user.role !== "" || user.email === null || name === user.email) return name;
  const author = `${name} <${user.email}>`;
  return author.length > LIMITS.name ? truncate(user.email, LIMITS.name) : author;
}

/** The customer of a ticket, with a remark about it. */
export interface Requester {
  account: CustomerToImport;
  remark: string | null;
}

/** Finds the account by the requester, then by the sender of the first email, then as a placeholder. */
export function findRequester({ requester, sender }: Ticket, staging: Staging): Requester {
  const user = requester === null ? null : staging.getUser(requester);
  if (user?.email) return { account: toCustomer(staging.findOwner(user.email) ?? user, staging), remark: null };
  if (user === null && sender !== null) {
    const { email, name } = sender;
    return { account: { customer: { email, name: truncate(name || email, LIMITS.name) } }, remark: null };
  }
  const account = user === null ? createUnknownAccount(requester) : toCustomer(user, staging);
  const who = requester === null
    ? "The ticket has no requester"
    : user === null
    ? `The requester, user ${requester}, is not in the export`
    : null; // reported at the user
  return { account, remark: who && `${who}. The customer is ${account.customer.email}.` };
}

function createUnknownAccount(id: number | null): CustomerToImport {
  if (id === null) {
    return { customer: { email: `zendesk@${PLACEHOLDER_DOMAIN}`, name: "Unknown requester in Zendesk" } };
  }
  return { customer: { email: toEmail({ id, email: null }), name: toName(null, id) } };
}
