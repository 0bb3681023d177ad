/** The groups in which a ticket counts. */

import type { Tier } from "../customer.ts";
import type { TicketRecord } from "../ticket.ts";

/** The first character of a group's name: all tickets, or those with one assignee, tier, priority or tag. */
export const KINDS = { all: "*", assignee: "a", tier: "t", priority: "p", tag: "g" } as const;
export type GroupKind = keyof typeof KINDS;

/** All tickets. */
export const ALL: string = KINDS.all;

/** The fields that a ticket's groups follow from. */
export type GroupedTicket = Pick<TicketRecord, "assignee" | "priority" | "tags">;

/**
 * Lists the groups of a ticket. Those without an assignee or without tags form a group without a name.
 *
 * @param tier See `report_tier` of a ticket's record.
 */
export function listGroups({ assignee, priority, tags }: GroupedTicket, tier: Tier): string[] {
  const names = tags.length === 0 ? [""] : tags;
  return [
    ALL,
    KINDS.assignee + (assignee ?? ""),
    KINDS.tier + tier,
    KINDS.priority + priority,
    ...names.map((name) => KINDS.tag + name),
  ];
}

/** Reports whether two tickets of one customer are in the same groups. */
export function isSameGroup(one: GroupedTicket, other: GroupedTicket): boolean {
  return one.assignee === other.assignee && one.priority === other.priority &&
    (one.tags === other.tags || one.tags.join() === other.tags.join());
}

/** Returns the kind of a group and its name in that kind. */
export function parseGroup(group: string): [kind: GroupKind, name: string] {
  return [KINDS_BY_CHARACTER.get(group[0]!)!, group.slice(1)];
}

const KINDS_BY_CHARACTER: ReadonlyMap<string, GroupKind> = new Map(
  Object.entries(KINDS).map(([kind, character]) => [character, kind as GroupKind]),
);
