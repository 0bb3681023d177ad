/** Who Zendesk's users are here: customers, and names on comments and tickets. */

import { type CustomerToImport, LIMITS } from "../../store/mod.ts";
import { truncateText } from "../rows/mod.ts";
import type { Ticket, User } from "./records.ts";
import type { Staging } from "./staging.ts";

/** RFC 2606 keeps `.invalid` for addresses that mean nobody. */
const PLACEHOLDER_DOMAIN = "unknown.invalid";

/** The account of a user. */
export function toCustomer(user: User, staging: Staging): CustomerToImport {
  const { created_at, updated_at } = user;
  const organization = staging.getName("organization", user.organization);
  const notes = [user.notes, organization && `Organization: ${organization}`, user.phone && `Phone: ${user.phone}`];
  return {
    customer: {
      email: toEmail(user),
      name: toName(user, user.id),
      status: user.suspended ? "suspended" : "active",
      notes: truncateText(notes.filter(Boolean).join("\n"), LIMITS.note),
      ...created_at !== null && { created_at },
      ...updated_at !== null && { updated_at },
    },
  };
}

/** The user's address, or one that stands for it. */
export function toEmail({ id, email }: Pick<User, "id" | "email">): string {
  return email ?? `zendesk-user-${id}@${PLACEHOLDER_DOMAIN}`;
}

/** What a user is called on comments and tickets. */
export function toName(user: User | null, id: number): string {
  return truncateText(user?.name || user?.email || `Zendesk user ${id}`, LIMITS.name);
}

/** The customer of a ticket, and what is to be said about it. */
export interface Requester {
  account: CustomerToImport;
  remark: string | null;
}

/** Finds the account: by the user, else by the address that the first e-mail came from, else a placeholder. */
export function findRequester({ requester, sender }: Ticket, staging: Staging): Requester {
  const user = requester === null ? null : staging.getUser(requester);
  if (user?.email) return { account: toCustomer(staging.findOwner(user.email) ?? user, staging), remark: null };
  if (user === null && sender !== null) {
    const { email, name } = sender;
    return { account: { customer: { email, name: truncateText(name || email, LIMITS.name) } }, remark: null };
  }
  const account = user === null ? createUnknownAccount(requester) : toCustomer(user, staging);
  const who = requester === null
    ? "It has no requester"
    : user === null
    ? `Its requester, user ${requester}, isn't in the export`
    : null; // said once, at the user
  return { account, remark: who && `${who}: its customer is ${account.customer.email}.` };
}

function createUnknownAccount(id: number | null): CustomerToImport {
  if (id === null) {
    return { customer: { email: `zendesk@${PLACEHOLDER_DOMAIN}`, name: "Unknown requester in Zendesk" } };
  }
  return { customer: { email: toEmail({ id, email: null }), name: toName(null, id) } };
}
