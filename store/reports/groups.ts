/** The groups in which a ticket counts. */

import type { Tier } from "../customer.ts";
import type { CustomState, TicketRecord } from "../ticket.ts";

/** The first character of a group's name: all tickets, or those with one assignee, tier, priority or tag. */
const KINDS = { all: "*", assignee: "a", tier: "t", priority: "p", tag: "g" } as const;

/** The first character of the groups of a custom field. The name of the field, `=` and the value follow. */
const FIELD = "f";

/** The groups of a custom field: the tickets with one of its values. */
export type FieldKind = `field:${string}`;
export type GroupKind = keyof typeof KINDS | FieldKind;

/** All tickets. */
export const ALL: string = KINDS.all;

/** The fields that a ticket's groups follow from. */
export type GroupedTicket = Pick<TicketRecord, "assignee" | "priority" | "tags"> & CustomState;

/** Imported histories may have longer names and values, which are no groups. In UTF-16 code units. */
const MAX_LENGTH = 200;

/**
 * Lists the groups of a ticket. Those without an assignee or without tags form a group without a name. Tickets without a value
 * of a custom field are in no group of it: they are those that its groups leave.
 *
 * @param tier See `report_tier` of a ticket's record.
 */
export function listGroups(ticket: GroupedTicket, tier: Tier): string[] {
  const { assignee, priority, tags } = ticket;
  const names = tags.length === 0 ? [""] : tags;
  return [
    ALL,
    KINDS.assignee + (assignee ?? ""),
    KINDS.tier + tier,
    KINDS.priority + priority,
    ...names.map((name) => KINDS.tag + name),
    ...listFieldGroups(ticket),
  ];
}

/** Lists the groups of a ticket's choices and booleans. */
function listFieldGroups({ custom = {}, fixed_fields = [] }: CustomState): string[] {
  if (fixed_fields.length === 0) return [];
  return [...new Set(fixed_fields)].flatMap((name) => {
    const value = Object.hasOwn(custom, name) ? custom[name] : undefined;
    const isGroup = typeof value === "boolean" || typeof value === "string" && value.length <= MAX_LENGTH;
    return isGroup && name.length <= MAX_LENGTH ? [`${FIELD}${name}=${value}`] : [];
  });
}

/** Reports whether two tickets of one customer are in the same groups. */
export function isSameGroup(one: GroupedTicket, other: GroupedTicket): boolean {
  return one.assignee === other.assignee && one.priority === other.priority &&
    (one.tags === other.tags || one.tags.join() === other.tags.join()) &&
    (one.custom === other.custom && one.fixed_fields === other.fixed_fields ||
      listFieldGroups(one).join("\0") === listFieldGroups(other).join("\0"));
}

/** Returns the group with a name in a kind. */
export function toGroup(kind: GroupKind, name: string): string {
  return isFieldKind(kind) ? `${FIELD}${kind.slice(FIELD_PREFIX.length)}=${name}` : KINDS[kind] + name;
}

/** Returns the kind of a group and its name in that kind. */
export function parseGroup(group: string): [kind: GroupKind, name: string] {
  if (group[0] !== FIELD) return [KINDS_BY_CHARACTER.get(group[0]!)!, group.slice(1)];
  const end = group.indexOf("=");
  return [`${FIELD_PREFIX}${group.slice(1, end)}`, group.slice(end + 1)];
}

const FIELD_PREFIX = "field:";

/** Reports whether a part of a key names a kind. */
export function isGroupKind(part: unknown): part is GroupKind {
  return typeof part === "string" && (Object.hasOwn(KINDS, part) || isFieldKind(part));
}

export function isFieldKind(kind: string): kind is FieldKind {
  return kind.startsWith(FIELD_PREFIX);
}

const KINDS_BY_CHARACTER: ReadonlyMap<string, GroupKind> = new Map(
  Object.entries(KINDS).map(([kind, character]) => [character, kind as GroupKind]),
);
