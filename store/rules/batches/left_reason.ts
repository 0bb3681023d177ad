/** The words of a reason that differ for several tickets. */
const PLURALS: readonly [one: RegExp, several: string][] = [
  [/^It is\b/, "They are"],
  [/^It was\b/, "They were"],
  [/^It has\b/, "They have"],
  [/^It\b/, "They"],
  [/ it first\b/, " them first"],
];

/**
 * Formats the reason why tickets were left. Reasons are sentences about one ticket.
 *
 * @param count The number of tickets.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatLeftReason } from "./left_reason.ts";
 *
 * assert.equal(formatLeftReason("It is closed. Reopen it first.", 2), "They are closed. Reopen them first.");
 * ```
 */
export function formatLeftReason(reason: string, count: number): string {
  return count === 1 ? reason : PLURALS.reduce((text, [one, several]) => text.replace(one, several), reason);
}
