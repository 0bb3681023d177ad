/** The facts that reports count: what a change of a ticket adds, and when, and in which groups. */

import type { Tier } from "../customer.ts";
import type { TicketEventKind } from "../event.ts";
import { getDueStart } from "../rules/tickets/mod.ts";
import type { TicketRecord } from "../ticket.ts";
import { CODES, toHour, toRange } from "./codes.ts";
import { wasInTime } from "./earlier_deadlines.ts";
import { type GroupedTicket, listGroups } from "./groups.ts";

/** What is added in an hour to the counts of some groups. */
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
export interface CountedEvent {
  what: TicketEventKind;
  at: string;
}

/**
 * Lists the facts of a change. Each counts at its own time, in the groups that the ticket is in after the change; a ticket
 * leaves the open ones in the groups that it was in before.
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
  const facts = [
    ...before === null ? [createFact(after.created_at, [[CODES.created, 1], [CODES.open, 1]])] : [],
    ...listReplies(before, after, tier),
    ...listEscalations(before, after, event),
    ...listReopenings(before, after, event),
    ...listClosings(before, after, tier),
  ];
  const groups = listGroups(after, tier);
  const own = facts.map((fact): Fact => ({ ...fact, groups }));
  return before === null ? own : [...own, ...listMoves(before, after, event, tier)];
}

type Counted = Omit<Fact, "groups">;

function createFact(at: string, counts: Fact["counts"]): Counted {
  return { hour: toHour(Date.parse(at)), counts };
}

function listReplies(before: CountedTicket | null, after: CountedTicket, tier: Tier): Counted[] {
  const at = after.first_reply_at;
  if (at === undefined || before?.first_reply_at !== undefined) return [];
  const code = isInTime(before ?? after, at, tier) ? CODES.repliedInTime : CODES.repliedLate;
  return [createFact(at, [[code + toRange(Date.parse(at) - Date.parse(after.created_at)), 1]])];
}

function listEscalations(before: CountedTicket | null, after: CountedTicket, event: CountedEvent): Counted[] {
  if (event.what === "escalated") return [createFact(event.at, [[CODES.escalated, 1]])];
  return before === null && after.escalation !== null ? [createFact(after.escalation.at, [[CODES.escalated, 1]])] : [];
}

function listReopenings(before: CountedTicket | null, after: CountedTicket, event: CountedEvent): Counted[] {
  if (before === null) return after.reopened_at ? [createFact(after.reopened_at, [[CODES.reopened, 1]])] : [];
  if (before.status !== "closed" || after.status === "closed") return [];
  return [createFact(after.reopened_at ?? event.at, [[CODES.reopened, 1], [CODES.open, 1]])];
}

/** A duplicate is closed without an answer to anyone, so its time is not counted. */
function listClosings(before: CountedTicket | null, after: CountedTicket, tier: Tier): Counted[] {
  const at = after.closed_at;
  if (at === null || before?.status === "closed") return [];
  const open: [number, number][] = before === null ? [[CODES.open, -1]] : [];
  if (after.merged_into !== null) return [createFact(at, [[CODES.merged, 1], ...open])];
  const code = isInTime(before ?? after, at, tier) ? CODES.closedInTime : CODES.closedLate;
  return [createFact(at, [[code + toRange(Date.parse(at) - getDueStart(after)), 1], ...open])];
}

/** Lists how a change moves an open ticket from groups to others, or out of all of them. */
function listMoves(before: CountedTicket, after: CountedTicket, { at }: CountedEvent, tier: Tier): Fact[] {
  if (before.status === "closed") return [];
  const [left, entered] = [before, after].map((ticket) => listGroups(ticket, tier)) as [string[], string[]];
  if (after.closed_at !== null) return [toMove(after.closed_at, left, -1)];
  return [
    toMove(at, left.filter((group) => !entered.includes(group)), -1),
    toMove(at, entered.filter((group) => !left.includes(group)), 1),
  ].filter(({ groups }) => groups.length > 0);
}

function toMove(at: string, groups: string[], amount: number): Fact {
  return { ...createFact(at, [[CODES.open, amount]]), groups };
}

function isInTime(ticket: CountedTicket, at: string, tier: Tier): boolean {
  return wasInTime(getDueStart(ticket), Date.parse(at), ticket.priority, tier);
}
