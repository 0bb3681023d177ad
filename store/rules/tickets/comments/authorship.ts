/** Customers among the authors of comments. */

import { parseMailbox } from "../../../../base/text/mailbox.ts";
import { isChange, type TicketEvent } from "../../../event.ts";
import type { Comment, TicketRecord } from "../../../ticket.ts";

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

/** Lists the addresses in the author of a comment, such as `Ada <ada@example.com>`, in lower case. */
export function listAuthorAddresses(author: string): string[] {
  const text = author.trim().toLowerCase();
  return [...new Set([text, ...text.split(/[\s<>()[\],;:"]+/)])].filter((part) => ADDRESS.test(part));
}

/**
 * Returns the address of an author such as `Ada <Ada@example.com>` in lower case; the first of several. An author without one, or with
 * one in other text, stays the same.
 */
export function toAuthorAddress(author: string): string {
  const address = parseMailbox(author).address.toLowerCase();
  if (ADDRESS.test(address)) return address;
  const [first, ...more] = listAuthorAddresses(author);
  return first !== undefined && more.length > 0 ? first : author;
}

/**
 * Reports whether a comment has the words of the customer with an address. Imports have comments of any kind by that address, and
 * messages whose author is only a name: those are of the customer that the ticket had then.
 *
 * @param owner The customer of the ticket when it got the comment.
 */
export function isWrittenBy(comment: Pick<Comment, "kind" | "author">, email: string, owner: string | null): boolean {
  if (isUnnamed(comment)) return owner === email;
  return listAuthorAddresses(comment.author).includes(email);
}

/** Recognizes a message of a customer whose author has no address. */
export function isUnnamed({ kind, author }: Pick<Comment, "kind" | "author">): boolean {
  return kind === "customer" && listAuthorAddresses(author).length === 0;
}

/** Lists the indices of the changes after which a ticket was a customer's. */
export function listOwnedChanges(
  events: readonly Pick<TicketEvent, "what" | "after">[],
  isOwner: (email: string) => boolean,
): Set<number> {
  const own = new Set<number>();
  let owner = "";
  for (const [index, event] of events.entries()) {
    owner = event.after.customer ?? owner;
    if (isChange(event) && isOwner(owner)) own.add(index);
  }
  return own;
}

/**
 * Reports whether the subject of a ticket was written while the ticket was its customer's. After a move, it can have words of the
 * former one.
 *
 * @param events The history, oldest first.
 */
export function isOwnSubject(
  events: readonly Pick<TicketEvent, "what" | "after">[],
  { customer }: Pick<TicketRecord, "customer">,
): boolean {
  const written = events.findLastIndex((event) => isChange(event) && "subject" in event.after);
  return written === -1 || listOwnedChanges(events, (owner) => owner === customer).has(written);
}

type OwnerEvent = Pick<TicketEvent, "what" | "after"> & { comment?: number };

/**
 * Returns a function that finds the customer that a ticket had when it got a comment.
 *
 * @param events The history, oldest first.
 */
export function createOwnerFinder(events: readonly OwnerEvent[]): (comment: number) => string | null {
  const owners = new Map<number, string>();
  const changes = events.filter(isChange);
  const first = changes[0]?.after.customer ?? null;
  let owner = first;
  for (const { after, comment } of changes) {
    owner = after.customer ?? owner;
    if (comment !== undefined && owner !== null && !owners.has(comment)) owners.set(comment, owner);
  }
  const imported = changes[0]?.after.comment_count ?? 0;
  return (comment) => comment <= imported ? first : owners.get(comment) ?? null;
}
