/** The stored form of a ticket's events, without the texts that the ticket's own keys hold. */

import { isChange, type TicketEvent } from "../../event.ts";
import { toDelivered } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import { getAll, type Key, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** An event with the number of its comment. The first event has no description, because a description never changes. */
export type StoredTicketEvent = Omit<TicketEvent, "comment"> & { comment?: number };

/** Converts an event to its stored form. Most events have no texts to leave out, and are not copied. */
export function toStoredEvent(event: TicketEvent): StoredTicketEvent {
  if (hasNoTexts(event)) return event;
  const { comment, ...rest } = event;
  const { description: _storedSeparately, ...after } = rest.after;
  return { ...rest, after, ...(comment && { comment: comment.number }) };
}

function hasNoTexts(event: TicketEvent): event is TicketEvent & { comment?: never } {
  return event.comment === undefined && event.after.description === undefined;
}

/** Restores the events with the texts that were left out. */
export async function restoreEvents(kv: KeyValueStore, stored: StoredTicketEvent[]): Promise<TicketEvent[]> {
  const [comments, descriptions] = await Promise.all([
    getAll<Comment>(kv, stored.map(getCommentKey)),
    getAll<string>(kv, stored.map(getDescriptionKey)),
  ]);
  return stored.map(({ comment: _number, ...event }, index) => {
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
