/** The values that an undo gives back to a ticket, for its preview and its question. */

import type { CustomValues, TicketSummary } from "../../../store/mod.ts";

/** The values of a ticket that an undo may give back. */
export type RestorableValues = Pick<
  TicketSummary,
  "status" | "priority" | "assignee" | "tags" | "snoozed_until" | "custom"
>;

/** Quote or mark the texts of the team and of customers. */
export interface Quotes {
  team(text: string): string;
  customer(text: string): string;
}

/**
 * Describes the values that differ: `closed → open`, `assignee Tom → Ana`.
 */
export function describeRestored(
  now: RestorableValues,
  then: RestorableValues,
  quotes: Quotes,
): string[] {
  const change = (from: string, to: string, name = "") => from === to ? [] : [`${name}${from} → ${to}`];
  const quote = (text: string | null, by: keyof Quotes = "team") =>
    text === null || text === "" ? "none" : quotes[by](text);
  const fields = new Set([...Object.keys(now.custom ?? {}), ...Object.keys(then.custom ?? {})]);
  return [
    ...change(now.status, then.status),
    ...change(now.priority, then.priority),
    ...change(quote(now.assignee), quote(then.assignee), "assignee "),
    ...change(quote(now.tags.join(" ")), quote(then.tags.join(" ")), "tags "),
    ...change(now.snoozed_until ?? "none", then.snoozed_until ?? "none", "snooze "),
    ...[...fields].flatMap((name) =>
      change(quote(getText(now.custom, name), "customer"), quote(getText(then.custom, name), "customer"), `${name} `)
    ),
  ];
}

function getText(custom: CustomValues = {}, name: string): string | null {
  return Object.hasOwn(custom, name) ? String(custom[name]) : null;
}
