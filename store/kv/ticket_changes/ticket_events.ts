/** The stored form of a ticket's events, without the texts with separate keys. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import type { TicketEvent } from "../../event.ts";
import { toDelivered } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import { getAll, type Key, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { listEarlierKeys, sumEarlierTexts } from "./earlier_texts.ts";
import { isCreation, type StoredTicketEvent } from "./stored_event.ts";

/**
 * Converts an event to its stored form. Most events have no texts to leave out, and are not copied.
 *
 * @param description The description of a new ticket, if the event does not have it.
 */
export function toStoredEvent(event: TicketEvent, description = event.after.description): StoredTicketEvent {
  if (hasNoComment(event) && description === undefined) return event;
  const { comment, earlier_text: _storedSeparately, before, after, ...rest } = event;
  return {
    ...rest,
    before: omitDescription(before),
    after: omitDescription(after),
    ...comment && { comment: comment.number },
    sum: hashText(comment?.body ?? description ?? ""),
    ...sumEarlierTexts(event),
  };
}

function hasNoComment(event: TicketEvent): event is TicketEvent & { comment?: never; earlier_text?: never } {
  return event.comment === undefined;
}

function omitDescription({ description: _storedSeparately, ...state }: TicketEvent["after"]): TicketEvent["after"] {
  return state;
}

/** Restores the events with the texts that were left out. */
export async function restoreEvents(
  kv: Pick<KeyValueStore, "getMany">,
  stored: StoredTicketEvent[],
): Promise<TicketEvent[]> {
  const earlier = stored.flatMap(listEarlierKeys);
  const [comments, descriptions, texts] = await Promise.all([
    getAll<Comment>(kv, stored.map(getCommentKey)),
    getAll<string>(kv, stored.map(getDescriptionKey)),
    earlier.length === 0 ? [] : getAll<string>(kv, earlier),
  ]);
  return stored.map(({ comment: _number, sum: _sum, texts: sums = [], ...rest }, index) => {
    const { described_until: _until, added_in: _commit, ...event } = rest;
    const comment = comments[index];
    const created = isCreation(event) ? { description: descriptions[index] ?? "" } : {};
    const whole = { ...event, after: { ...event.after, ...created }, ...comment && { comment: toDelivered(comment) } };
    return addEarlierTexts(whole, texts.splice(0, sums.length));
  });
}

function addEarlierTexts(event: TicketEvent, [before, after]: readonly (string | null)[]): TicketEvent {
  if (before === undefined) return event;
  if (after === undefined) return { ...event, earlier_text: before ?? "" };
  return {
    ...event,
    before: { ...event.before, description: before ?? "" },
    after: { ...event.after, description: after ?? "" },
  };
}

function getCommentKey({ ticket_id, comment }: StoredTicketEvent): Key | null {
  return comment === undefined ? null : keys.comment(Number(ticket_id), comment);
}

function getDescriptionKey(event: StoredTicketEvent): Key | null {
  if (!isCreation(event)) return null;
  const number = Number(event.ticket_id);
  const { described_until } = event;
  return described_until === undefined ? keys.description(number) : keys.earlierText(number, described_until, 0);
}
