/** The facts that reports count: what a change of a ticket adds, and when, and in which groups. */

import type { Tier } from "../customer.ts";
import type { TicketEvent } from "../event.ts";
import { getDueStart } from "../rules/tickets/mod.ts";
import type { TicketRecord } from "../ticket.ts";
import { CODES, toHour, toRange } from "./codes.ts";
import { wasInTime } from "./earlier_deadlines.ts";
import { type GroupedTicket, isSameGroup, listGroups } from "./groups.ts";

/** An addition to the counts of some groups in an hour. */
export interface Fact {
  /** Counted from the epoch. */
  hour: number;
  counts: readonly (readonly [code: number, amount: number])[];
  groups: readonly string[];
}

/** The fields of a ticket that facts follow from. Records have them, and so have the states that histories lead to. */
export type CountedTicket =
  & GroupedTicket
  & Pick<
    TicketRecord,
    | "status"
    | "created_at"
    | "closed_at"
    | "reopened_at"
    | "first_reply_at"
    | "escalation"
    | "merged_into"
  >;

/** The event of a change. */
export type CountedEvent = Pick<TicketEvent, "what" | "at" | "in_time">;

/**
 * Lists the facts of a change. Each counts at its own time, in the groups that the ticket is in after the change; a ticket
 * leaves the open ones in the groups that it was in before. Most changes have none or one.
 *
 * @param before Null for a new or imported ticket, whose fields tell what happened before.
 * @param tier See `report_tier` of a ticket's record.
 */
export function listFacts(
  before: CountedTicket | null,
  after: CountedTicket,
  event: CountedEvent,
  tier: Tier,
): Fact[] {
  const change = { before, after, event, tier };
  const moved = before !== null && before.status !== "closed" && !isSameGroup(before, after);
  const counted = [
    before === null ? { at: after.created_at, counts: [[CODES.created, 1], [CODES.open, 1]] } satisfies Counted : null,
    countReply(change),
    countEscalation(change),
    countReopening(change),
    countClosing(change, moved),
  ].filter((each) => each !== null);
  if (counted.length === 0 && !moved) return [];
  const groups = listGroups(after, tier);
  const facts = counted.map(({ at, counts }): Fact => ({ hour: getHour(at, event), counts, groups }));
  return moved ? [...facts, ...listMoves(before, after, event, tier)] : facts;
}

interface Change {
  before: CountedTicket | null;
  after: CountedTicket;
  event: CountedEvent;
  tier: Tier;
}

/** Counts, and their time. */
interface Counted {
  at: string;
  counts: Fact["counts"];
}

function countReply({ before, after, event, tier }: Change): Counted | null {
  const at = after.first_reply_at;
  if (at === undefined || before?.first_reply_at !== undefined) return null;
  const code = event.in_time ?? isInTime(before ?? after, at, tier) ? CODES.repliedInTime : CODES.repliedLate;
  return { at, counts: [[code + toRange(Date.parse(at) - Date.parse(after.created_at)), 1]] };
}

function countEscalation({ before, after: { escalation }, event }: Change): Counted | null {
  if (event.what === "escalated") return { at: event.at, counts: [[CODES.escalated, 1]] };
  return before === null && escalation !== null ? { at: escalation.at, counts: [[CODES.escalated, 1]] } : null;
}

function countReopening({ before, after, event }: Change): Counted | null {
  if (before === null) return after.reopened_at ? { at: after.reopened_at, counts: [[CODES.reopened, 1]] } : null;
  if (before.status !== "closed" || after.status === "closed") return null;
  // An undone closing leaves the time of an earlier reopening.
  const at = after.reopened_at === before.reopened_at ? event.at : after.reopened_at ?? event.at;
  return { at, counts: [[CODES.reopened, 1], [CODES.open, 1]] };
}

/**
 * A duplicate is closed without an answer to anyone, so its time is not counted. Neither is that of a ticket that was
 * imported without its closing time.
 *
 * @param moved The ticket leaves the open ones in other groups.
 */
function countClosing({ before, after, event, tier }: Change, moved: boolean): Counted | null {
  const at = after.closed_at;
  if (at === null || before?.status === "closed") return null;
  const isUntimed = after.merged_into !== null || before === null && Date.parse(at) <= getDueStart(after);
  const code = isUntimed
    ? CODES.closedUntimed
    : (event.in_time ?? isInTime(before ?? after, at, tier) ? CODES.closedInTime : CODES.closedLate) +
      toRange(Date.parse(at) - getDueStart(after));
  return { at, counts: moved ? [[code, 1]] : [[code, 1], [CODES.open, -1]] };
}

/** Lists how a change moves an open ticket from groups to others, or out of all of them. */
function listMoves(before: CountedTicket, after: CountedTicket, event: CountedEvent, tier: Tier): Fact[] {
  const [left, entered] = [before, after].map((ticket) => listGroups(ticket, tier)) as [string[], string[]];
  if (after.closed_at !== null) return [toMove(getHour(after.closed_at, event), left, -1)];
  const hour = getHour(event.at, event);
  return [
    toMove(hour, left.filter((group) => !entered.includes(group)), -1),
    toMove(hour, entered.filter((group) => !left.includes(group)), 1),
  ].filter(({ groups }) => groups.length > 0);
}

function toMove(hour: number, groups: string[], amount: number): Fact {
  return { hour, counts: [[CODES.open, amount]], groups };
}

/** Returns the hour of a time. Imported histories may have invalid times: then the event's own counts. */
function getHour(at: string, event: CountedEvent): number {
  const instant = Date.parse(at);
  return toHour(Number.isNaN(instant) ? Date.parse(event.at) : instant);
}

/** Judges an event that does not say itself if it came in time. */
function isInTime(ticket: CountedTicket, at: string, tier: Tier): boolean {
  return wasInTime(getDueStart(ticket), Date.parse(at), ticket.priority, tier);
}
