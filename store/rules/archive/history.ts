/** Whether a history from outside can be one of ours. */

import { type CustomerEvent, isChange, type TicketEvent } from "../../event.ts";
import { check } from "../values/mod.ts";

/**
 * The changes count from revision 1 up to that of what they are the history of; what was not approved stands behind the
 * change whose revision it left as it was, and changed nothing.
 *
 * @throws {DeskError} `invalid` when it isn't so.
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
