/** A ticket's events as they are stored: texts that the ticket's own keys hold are not stored twice. */

import { isChange, type TicketEvent } from "../../event.ts";
import type { Comment } from "../../ticket.ts";
import { keys } from "../schema/keys.ts";
import { getAll } from "../port/batch_reads.ts";

/** The comment is named by its number; the first event leaves the description out, which never changes. */
export type StoredTicketEvent = Omit<TicketEvent, "comment"> & { comment?: number };

/** The event as it is stored; most have none of those texts, and are stored as they are. */
export function toStoredEvent(made: TicketEvent): StoredTicketEvent {
  if (hasNoTexts(made)) return made;
  const { comment, ...event } = made;
  const { description: _keptApart, ...after } = event.after;
  return { ...event, after, ...(comment && { comment: comment.number }) };
}

function hasNoTexts(event: TicketEvent): event is TicketEvent & { comment?: never } {
  return event.comment === undefined && event.after.description === undefined;
}

/** The events as they were made, with the texts that were left out. */
export async function restoreEvents(kv: Deno.Kv, stored: StoredTicketEvent[]): Promise<TicketEvent[]> {
  const [comments, descriptions] = await Promise.all([
    getAll<Comment>(kv, stored.map(getCommentKey)),
    getAll<string>(kv, stored.map(getDescriptionKey)),
  ]);
  return stored.map(({ comment: _number, ...event }, index) => {
    const comment = comments[index];
    const after = isCreation(event) ? { ...event.after, description: descriptions[index] ?? "" } : event.after;
    return { ...event, after, ...(comment && { comment }) };
  });
}

function getCommentKey({ ticket_id, comment }: StoredTicketEvent): Deno.KvKey | null {
  return comment === undefined ? null : keys.comment(Number(ticket_id), comment);
}

function getDescriptionKey(event: StoredTicketEvent): Deno.KvKey | null {
  return isCreation(event) ? keys.description(Number(event.ticket_id)) : null;
}

/** Whether the event made the ticket. */
function isCreation(event: Pick<TicketEvent, "revision" | "what">): boolean {
  return event.revision === 1 && isChange(event);
}
