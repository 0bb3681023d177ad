/** A second way to a report: from the complete history of every ticket, with exact durations. */

import {
  type ArchivedTicket,
  isChange,
  type ReportCounts,
  type TicketEvent,
  type TicketState,
  type Tier,
} from "../../../store/mod.ts";

/** The counts of a report, with the durations themselves. */
export interface ExactCounts extends Pick<ReportCounts, "created" | "closed" | "reopened" | "escalated"> {
  open_at_end: number;
  /** In seconds. */
  replies: number[];
  closings: number[];
}

interface Moment {
  event: TicketEvent;
  before: TicketState | null;
  after: TicketState;
}

/** A ticket, and the tier in which it counts. */
export interface ReportedTicket {
  archived: ArchivedTicket;
  tier: Tier;
}

/**
 * Counts from histories.
 *
 * @param period In milliseconds since the epoch, the end excluded.
 * @param isInGroup Decides by the state of a ticket just after an event.
 */
export function countHistories(
  tickets: readonly ReportedTicket[],
  period: { from: number; to: number },
  isInGroup: (state: TicketState, tier: Tier) => boolean,
): ExactCounts {
  const moments = tickets.flatMap(({ archived, tier }) =>
    replay(archived.events).map((moment) => ({ ...moment, tier }))
  );
  const counted = moments.filter(({ event, after, tier }) =>
    Date.parse(event.at) >= period.from && Date.parse(event.at) < period.to && isInGroup(after, tier)
  );
  const count = (matches: (moment: Moment) => boolean) => counted.filter(matches).length;
  const closings = counted.filter(isClosing);
  return {
    created: count(({ before }) => before === null),
    closed: closings.length,
    reopened: count(({ before, after }) => before?.status === "closed" && after.status !== "closed"),
    escalated: count(({ event }) => event.what === "escalated"),
    open_at_end:
      tickets.filter(({ archived, tier }) => isOpenAt(archived, period.to, (state) => isInGroup(state, tier)))
        .length,
    replies: counted.filter(({ before, after }) => after.first_reply_at !== undefined && !before?.first_reply_at)
      .map(({ after }) => toSeconds(after.created_at, after.first_reply_at!)),
    closings: closings.filter(({ after }) => after.merged_into === null)
      .map(({ after }) => toSeconds(after.reopened_at ?? after.created_at, after.closed_at!)),
  };
}

function isClosing({ before, after }: Moment): boolean {
  return before?.status !== "closed" && after.status === "closed";
}

function replay(events: readonly TicketEvent[]): Moment[] {
  let state: TicketState | null = null;
  return events.filter(isChange).map((event) => {
    const before: TicketState | null = state;
    const after = { ...before, ...event.after } as TicketState;
    state = after;
    return { event, before, after };
  });
}

function isOpenAt({ events }: ArchivedTicket, end: number, isInGroup: (state: TicketState) => boolean): boolean {
  const last = replay(events.filter(({ at }) => Date.parse(at) < end)).at(-1)?.after;
  return last !== undefined && last.status !== "closed" && isInGroup(last);
}

function toSeconds(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1_000;
}

/** Returns the duration that this share of all are not longer than. */
export function getExactPercentile(durations: readonly number[], share: number): number | null {
  const sorted = durations.toSorted((one, other) => one - other);
  return sorted.length === 0 ? null : sorted[Math.ceil(share * sorted.length) - 1]!;
}
