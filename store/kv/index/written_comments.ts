/** The messages of a customer in tickets of other customers. */

import type { Comment, TicketRecord } from "../../ticket.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { listAuthorTickets } from "./ticket_lists.ts";

/** The comments of a customer in a ticket of another one. */
export interface WrittenComments {
  ticket: string;
  comments: Comment[];
}

/** Recognizes a message of the customer with an address. */
export function isWrittenBy({ kind, author }: Pick<Comment, "kind" | "author">, email: string): boolean {
  return kind === "customer" && author.trim().toLowerCase() === email;
}

/** Lists the messages of a customer in tickets of other customers, by ticket. */
export async function listWritten(kv: KeyValueStore, email: string): Promise<WrittenComments[]> {
  const written: WrittenComments[] = [];
  for (const number of await listAuthorTickets(kv, email)) {
    const { value: record } = await kv.get<TicketRecord>(keys.ticket(number));
    if (record === null || record.customer === email) continue;
    const all = await Array.fromAsync(
      kv.list<Comment>({ prefix: prefixes.comments(number) }),
      ({ value }) => value,
    );
    const comments = all.filter((comment) => isWrittenBy(comment, email));
    if (comments.length > 0) written.push({ ticket: record.id, comments });
  }
  return written;
}
