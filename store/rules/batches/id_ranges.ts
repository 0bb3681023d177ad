/**
 * Formats ids in order, with a dash between the first and the last of those that follow each other.
 *
 * @param most The maximum number of ranges.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatIdRanges } from "./id_ranges.ts";
 *
 * const tickets = ["4", "1", "2", "3", "9"].map((id) => ({ id }));
 * assert.equal(formatIdRanges(tickets), "#1–#4, #9");
 * assert.equal(formatIdRanges(tickets, 1), "#1–#4, and 1 more");
 * ```
 */
export function formatIdRanges(tickets: readonly { id: string }[], most = Infinity): string {
  const ranges: { first: number; last: number }[] = [];
  for (const number of tickets.map(({ id }) => Number(id)).sort((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range !== undefined && number === range.last + 1) range.last = number;
    else ranges.push({ first: number, last: number });
  }
  const rest = ranges.slice(most).reduce((count, { first, last }) => count + last - first + 1, 0);
  const shown = ranges.slice(0, most).map(({ first, last }) => first === last ? `#${first}` : `#${first}–#${last}`);
  return [...shown, ...rest === 0 ? [] : [`and ${rest.toLocaleString("en")} more`]].join(", ");
}
