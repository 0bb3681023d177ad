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

/** Returns the kind of a group and its name in that kind. */
export function parseGroup(group: string): [kind: GroupKind, name: string] {
  const kind = (Object.keys(KINDS) as GroupKind[]).find((kind) => KINDS[kind] === group[0])!;
  return [kind, group.slice(1)];
}
