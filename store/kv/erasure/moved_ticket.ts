/** Tickets that became another customer's: their histories have words from before. */

import { hashText } from "../../../base/bytes/hash_text.ts";
import { isChange, type TicketState } from "../../event.ts";
import { listOwnedChanges } from "../../rules/tickets/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import type { WholeTicket } from "./rewrite_ticket.ts";

/** The fields of a state that have words. Descriptions are stored separately. */
const FIELDS = ["subject", "resolution", "escalation", "custom"] as const;

type State = Partial<TicketState>;

/** Erases the words in a state. Its custom fields have the fixed fields of an event. */
export type EraseWords = (state: State, event: number) => State;

/**
 * Erases the words in the history that were written while the ticket was a customer's, and replaced since. Current texts are the
 * other customer's, and stay, except for an escalation: it quotes the ticket of its time, and no one can edit it.
 *
 * @param isOwn Recognizes the customer's addresses: an interrupted erasure has replaced some.
 * @param erase Called with the index of the event that wrote the state.
 */
export function eraseFormerWords(
  ticket: WholeTicket,
  isOwn: (email: string) => boolean,
  erase: EraseWords,
): WholeTicket {
  const own = listOwnEvents(ticket, isOwn);
  if (own.size === 0) return ticket;
  const events = ticket.events.map(({ value }) => value);
  for (const field of FIELDS) eraseReplaced(events, field, own, erase);
  const described = isDescriptionReplaced(events, own) ? omitDescriptions(events, ticket.description) : events;
  const { escalation } = ticket.record;
  const escalated = findOwnEscalation(events, own);
  const record = escalated === undefined
    ? ticket.record
    : { ...ticket.record, escalation: erase({ escalation }, escalated).escalation ?? null };
  return { ...ticket, record, events: ticket.events.map((row, index) => ({ ...row, value: described[index]! })) };
}

/** Finds the event with the current escalation, if the ticket was the customer's then. */
function findOwnEscalation(events: readonly StoredTicketEvent[], own: ReadonlySet<number>): number | undefined {
  const last = listWrites(events, "escalation").at(-1);
  return last !== undefined && own.has(last) && events[last]!.after.escalation ? last : undefined;
}

/** Reports whether a ticket has words that were written while it was the customer's and replaced since, or its escalation. */
export function hasFormerWords(
  { events: rows }: Pick<WholeTicket, "events">,
  isOwn: (email: string) => boolean,
): boolean {
  const own = listOwnEvents({ events: rows }, isOwn);
  const events = rows.map(({ value }) => value);
  return isDescriptionReplaced(events, own) || findOwnEscalation(events, own) !== undefined ||
    FIELDS.some((field) => listWrites(events, field).slice(0, -1).some((index) => own.has(index)));
}

/** Lists the merges in a history, with the indices of their events. */
export function listMerges(events: readonly StoredTicketEvent[]): (Merge & { index: number })[] {
  return events.flatMap((event, index) => {
    const { merged_into } = event.after;
    return isChange(event) && merged_into ? [{ into: Number(merged_into), at: event.at, index }] : [];
  });
}

/** The fields that the note about a merge quotes, besides the description. */
const QUOTED = ["subject", "custom"] as const;

/** A merge of a ticket. The other ticket has a note of that time. */
export interface Merge {
  into: number;
  at: string;
}

/** Lists the merges whose note has words that were written while the ticket was the customer's, and replaced since. */
export function listQuotingMerges(
  { events: rows }: Pick<WholeTicket, "events">,
  isOwn: (email: string) => boolean,
): Merge[] {
  const own = listOwnEvents({ events: rows }, isOwn);
  const events = rows.map(({ value }) => value);
  const written = [...QUOTED.map((field) => listWrites(events, field)), listDescriptions(events)];
  const isReplaced = (writes: readonly number[], merge: number) => {
    const quoted = writes.findLast((index) => index <= merge);
    return quoted !== undefined && quoted !== writes.at(-1) && own.has(quoted);
  };
  return listMerges(events).filter(({ index }) => written.some((writes) => isReplaced(writes, index)));
}

/** Erases the description that a ticket began with. One that replaced it stays. */
export function eraseFirstDescription(ticket: WholeTicket): WholeTicket {
  const events = ticket.events.map(({ value }) => value);
  const description = events.some(changesDescription) ? ticket.description : "";
  const described = omitDescriptions(events, description);
  return { ...ticket, description, events: ticket.events.map((row, index) => ({ ...row, value: described[index]! })) };
}

/** Reports whether the ticket was ever the customer's. */
export function wasOwn(ticket: Pick<WholeTicket, "events">, isOwn: (email: string) => boolean): boolean {
  return listOwnEvents(ticket, isOwn).size > 0;
}

/** Lists the indices of the events after which the ticket was the customer's. */
function listOwnEvents({ events }: Pick<WholeTicket, "events">, isOwn: (email: string) => boolean): Set<number> {
  return listOwnedChanges(events.map(({ value }) => value), isOwn);
}

/** Erases each value of a field in the event that wrote it, and in the one that replaced it. The current escalation has none. */
function eraseReplaced(
  events: StoredTicketEvent[],
  field: typeof FIELDS[number],
  own: ReadonlySet<number>,
  erase: EraseWords,
): void {
  const writes = listWrites(events, field);
  for (const [place, index] of writes.entries()) {
    const next = writes[place + 1];
    if (!own.has(index) || next === undefined && field !== "escalation") continue;
    const eraseField = (state: State): State => ({ ...state, ...erase({ [field]: state[field] }, index) });
    events[index] = { ...events[index]!, after: eraseField(events[index]!.after) };
    if (next !== undefined) events[next] = { ...events[next]!, before: eraseField(events[next]!.before) };
  }
}

/** Lists the indices of the events that wrote a field. */
function listWrites(events: readonly StoredTicketEvent[], field: typeof FIELDS[number]): number[] {
  return [...events.keys()].filter((index) => isChange(events[index]!) && field in events[index]!.after);
}

function changesDescription({ comment, texts }: StoredTicketEvent): boolean {
  return comment === undefined && texts !== undefined;
}

/** Lists the indices of the events that wrote a description, from the one that created the ticket. */
function listDescriptions(events: readonly StoredTicketEvent[]): number[] {
  return [0, ...[...events.keys()].filter((index) => changesDescription(events[index]!))];
}

/** Reports whether a change replaced a description of the customer. */
function isDescriptionReplaced(events: readonly StoredTicketEvent[], own: ReadonlySet<number>): boolean {
  return listDescriptions(events).slice(0, -1).some((index) => own.has(index));
}

/** Removes all earlier descriptions. The ticket then has its current one from the beginning. */
function omitDescriptions(events: readonly StoredTicketEvent[], present: string): StoredTicketEvent[] {
  return events.map((event) => {
    if (event.comment !== undefined || event.sum === undefined) return event;
    const { texts: _gone, described_until: _first, ...kept } = event;
    return { ...kept, sum: hashText(present) };
  });
}
