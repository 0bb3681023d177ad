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
    else check(isUnchanged(event), "The history contains an event that was not approved but changed something.");
    check(event.revision === reached, "The history has gaps. Its changes must be numbered from revision 1.");
  }
  const last = events.findLast(isChange);
  check(reached === revision, `revision is ${revision}, but the history ends at ${reached}.`);
  check(
    last?.at === updated_at || last?.what === "imported",
    "updated_at differs from the time of the last change in the history.",
  );
}

function isUnchanged(event: TicketEvent | CustomerEvent): boolean {
  const { before, after } = event;
  return Object.keys({ ...before, ...after }).length === 0 && !("comment" in event);
}
