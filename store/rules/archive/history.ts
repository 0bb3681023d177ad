/** Validation of histories to import. */

import { type CustomerEvent, isChange, type TicketEvent } from "../../event.ts";
import { check } from "../values/mod.ts";

/**
 * Checks that changes are numbered from 1 to the item's revision, and that changes that were not approved changed
 * nothing.
 *
 * @throws {DeskError} `invalid` with the reason.
 */
export function checkEventOrder(
  events: readonly (TicketEvent | CustomerEvent)[],
  { revision, updated_at }: { revision: number; updated_at: string },
): void {
  let reached = 0;
  for (const event of events) {
    if (isChange(event)) reached += 1;
    else check(isUnchanged(event), "The history has an event that was not approved, and yet changed something.");
    check(event.revision === reached, "The history has gaps: its changes count from revision 1.");
  }
  const last = events.findLast(isChange);
  check(reached === revision, `It is at revision ${revision}, but its history ends with ${reached}.`);
  check(
    last?.at === updated_at || last?.what === "imported",
    "The last change in the history has another time than updated_at.",
  );
}

function isUnchanged(event: TicketEvent | CustomerEvent): boolean {
  const { before, after } = event;
  return Object.keys({ ...before, ...after }).length === 0 && !("comment" in event);
}
