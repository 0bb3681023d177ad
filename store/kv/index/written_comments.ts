/** The words of a customer in tickets of other customers. */

import type { TicketEvent } from "../../event.ts";
import { createOwnerFinder, isUnnamed, isWrittenBy } from "../../rules/tickets/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { listAuthorTickets } from "./ticket_lists.ts";

/** The comments of a customer in a ticket of another one. */
export interface WrittenComments {
  ticket: string;
  comments: Comment[];
}

/** Lists the comments of a customer in tickets of other customers, by ticket. */
export async function listWritten(kv: KeyValueStore, email: string): Promise<WrittenComments[]> {
  const written: WrittenComments[] = [];
  for (const number of await listAuthorTickets(kv, email)) {
    const { value: record } = await kv.get<TicketRecord>(keys.ticket(number));
    if (record === null || record.customer === email) continue;
    const comments = (await readComments(kv, number, email)).filter(({ isOwn }) => isOwn);
    if (comments.length > 0) written.push({ ticket: record.id, comments: comments.map(({ comment }) => comment) });
  }
  return written;
}

/** Reads the comments of a ticket, with those that have the words of the customer with an address. */
export async function readComments(
  kv: KeyValueStore,
  number: number,
  email: string,
): Promise<{ comment: Comment; isOwn: boolean }[]> {
  const comments = await Array.fromAsync(kv.list<Comment>({ prefix: prefixes.comments(number) }), ({ value }) => value);
  const findOwner = comments.some(isUnnamed) ? createOwnerFinder(await readEvents(kv, number)) : () => null;
  return comments.map((comment) => ({ comment, isOwn: isWrittenBy(comment, email, findOwner(comment.number)) }));
}

type StoredEvent = Pick<TicketEvent, "what" | "after"> & { comment?: number };

async function readEvents(kv: KeyValueStore, number: number): Promise<StoredEvent[]> {
  const events = kv.list<StoredEvent>({ prefix: prefixes.ticketEvents(number) });
  return await Array.fromAsync(events, ({ value }) => value);
}
