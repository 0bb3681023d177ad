/** The stored form of a ticket's events, without the texts that the ticket's own keys hold. */

import { hashText } from "../../../base/hash_text.ts";
import { isChange, type TicketEvent } from "../../event.ts";
import { toDelivered } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import { getAll, type Key, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/**
 * An event with the number of its comment. The first event has no description, because a description never changes. `sum` is
 * the checksum of the text that was left out; stores of earlier versions have none.
 */
export type StoredTicketEvent = Omit<TicketEvent, "comment"> & { comment?: number; sum?: number };

/**
 * Converts an event to its stored form. Most events have no texts to leave out, and are not copied.
 *
 * @param description The description of a new ticket, if the event does not have it.
 */
export function toStoredEvent(event: TicketEvent, description = event.after.description): StoredTicketEvent {
  if (hasNoComment(event) && description === undefined) return event;
  const { comment, ...rest } = event;
  const { description: _storedSeparately, ...after } = rest.after;
  const sum = hashText(comment?.body ?? description ?? "");
  return { ...rest, after, ...comment && { comment: comment.number }, sum };
}

function hasNoComment(event: TicketEvent): event is TicketEvent & { comment?: never } {
  return event.comment === undefined;
}

/** Restores the events with the texts that were left out. */
export async function restoreEvents(kv: KeyValueStore, stored: StoredTicketEvent[]): Promise<TicketEvent[]> {
  const [comments, descriptions] = await Promise.all([
    getAll<Comment>(kv, stored.map(getCommentKey)),
    getAll<string>(kv, stored.map(getDescriptionKey)),
  ]);
  return stored.map(({ comment: _number, sum: _sum, ...event }, index) => {
    const comment = comments[index];
    const after = isCreation(event) ? { ...event.after, description: descriptions[index] ?? "" } : event.after;
    return { ...event, after, ...(comment && { comment: toDelivered(comment) }) };
  });
}

function getCommentKey({ ticket_id, comment }: StoredTicketEvent): Key | null {
  return comment === undefined ? null : keys.comment(Number(ticket_id), comment);
}

function getDescriptionKey(event: StoredTicketEvent): Key | null {
  return isCreation(event) ? keys.description(Number(event.ticket_id)) : null;
}

function isCreation(event: Pick<TicketEvent, "revision" | "what">): boolean {
  return event.revision === 1 && isChange(event);
}
