/** The places of tickets in orders of search results. */

import { getSortedDueTime } from "../../rules/tickets/mod.ts";
import type { TicketSort } from "../../settings.ts";
import type { TimeField } from "../query/mod.ts";
import { PRIORITIES, type TicketRecord } from "../../ticket.ts";

/** Numbers that are compared one after another. The last is plus or minus the number of the ticket. */
export type Place = readonly number[];

/** The orders that do not depend on words. */
export type ListedSort = Exclude<TicketSort, "relevance">;

/** The time that each list is sorted by. */
export const LISTED_TIMES: Readonly<Record<ListedSort, TimeField>> = {
  newest: "created",
  oldest: "created",
  updated: "updated",
  due: "due",
  priority: "due",
};

/** Returns the place of a ticket. Tickets that are closed come last in the orders of work that is due. */
export function toPlace(sort: ListedSort, ticket: TicketRecord): Place {
  const number = Number(ticket.id);
  const created = Date.parse(ticket.created_at);
  switch (sort) {
    case "newest":
      return [-created, -number];
    case "oldest":
      return [created, number];
    case "updated":
      return [-Date.parse(ticket.updated_at), -number];
    case "due":
      return ticket.status === "closed" ? [1, -created, -number] : [0, getSortedDueTime(ticket), number];
    case "priority": {
      if (ticket.status === "closed") return [1, -created, -number];
      return [0, -PRIORITIES.indexOf(ticket.priority), getSortedDueTime(ticket), number];
    }
  }
}

/** Compares two places of one order for sorting. */
export function comparePlaces(one: Place, other: Place): number {
  for (let index = 0; index < one.length; index++) {
    const difference = one[index]! - other[index]!;
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isSamePlace(one: Place, other: Place): boolean {
  return one.length === other.length && comparePlaces(one, other) === 0;
}
