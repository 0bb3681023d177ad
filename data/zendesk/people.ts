/** Zendesk's users: customers, and names on comments and tickets. */

import { truncate } from "../../base/text/truncate.ts";
import { type CustomerToImport, LIMITS } from "../../store/mod.ts";
import type { Comment, Ticket, User } from "./records.ts";
import type { Staging } from "./staging.ts";

/** RFC 2606 reserves `.invalid`. */
const PLACEHOLDER_DOMAIN = "unknown.invalid";

/** The address of someone of whom an export says nothing. */
const UNKNOWN_ADDRESS = `zendesk@${PLACEHOLDER_DOMAIN}`;

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

/** Someone who wrote a comment or a description. Customers are found by their address, to be erased for example. */
export interface Writer {
  name: string;
  address: string;
  /** The assignee of the ticket is of the team, even if the export does not say the role. */
  role: "agent" | "assignee" | "customer" | "unknown";
}

/** Reports whether public comments of a writer are replies. */
export function isTeam({ role }: Writer): boolean {
  return role === "agent" || role === "assignee";
}

/**
 * Finds a writer among the users, else by the address that the comment has.
 *
 * @param customer The address of the requester's account.
 */
export function findWriter(
  { author: id, sender }: Pick<Comment, "author" | "sender">,
  { requester, assignee }: Ticket,
  staging: Staging,
  customer: string,
): Writer {
  const user = (id === null ? null : staging.getUser(id)) ?? (sender && staging.findOwner(sender.email));
  const name = user || id !== null && sender === null
    ? toName(user, id ?? user!.id)
    : truncate(sender?.name || sender?.email || "Zendesk", LIMITS.name);
  if (id !== null && id === requester) return { name, address: customer, role: "customer" };
  const email = user?.email ?? sender?.email ?? null;
  const address = id === null && email === null ? UNKNOWN_ADDRESS : toEmail({ id: id ?? 0, email });
  if (user?.role) return { name, address, role: user.role === "end-user" ? "customer" : "agent" };
  return { name: addAddress(name, email), address, role: id !== null && id === assignee ? "assignee" : "unknown" };
}

/** Adds the address to the name of someone who could be a customer. */
function addAddress(name: string, email: string | null): string {
  if (email === null || name === email) return name;
  const author = `${name} <${email}>`;
  return author.length > LIMITS.name ? truncate(email, LIMITS.name) : author;
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
    return { customer: { email: UNKNOWN_ADDRESS, name: "Unknown requester in Zendesk" } };
  }
  return { customer: { email: toEmail({ id, email: null }), name: toName(null, id) } };
}
