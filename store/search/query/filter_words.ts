/** The filters that people mean by a word alone, or by a value of another filter. */

import { TIERS } from "../../customer.ts";
import { PRIORITIES, STATUSES } from "../../ticket.ts";
import { MARKS } from "./expression/mod.ts";

const FILTERS: ReadonlyMap<string, string> = new Map([
  ...STATUSES.map((value) => [value, `status:${value}`] as const),
  ...PRIORITIES.map((value) => [value, `priority:${value}`] as const),
  ...TIERS.map((value) => [value, `tier:${value}`] as const),
  ...MARKS.map((value) => [value, `is:${value}`] as const),
  ["unassigned", "assignee:none"],
  ["mine", "assignee:me"],
]);

/** Returns the filter of tickets that a word means: `status:open` for "open". */
export function findIntendedFilter(word: string): string | undefined {
  return FILTERS.get(normalizeChoice(word));
}

/** Returns a value as the names of choices are written: `on_hold` for "On hold". */
export function normalizeChoice(value: string): string {
  return value.toLowerCase().replace(/[\s-]+/g, "_");
}
