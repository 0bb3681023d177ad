/** The parents above a ticket. */

import { DeskError } from "../../../errors.ts";
import type { FindTicket } from "./merged_tickets.ts";
import { findFirstParent, findParent, readTarget } from "./shown_links.ts";

/** The maximum number of tickets above one another. */
const MAX_DEPTH = 20;

/**
 * @throws {DeskError} `invalid` if the child is one of the parents above, even through merges, and if these already form a cycle
 * or are too many.
 */
export async function checkAncestors(find: FindTicket, child: string, parent: string): Promise<void> {
  const last = (await readTarget(find, child))?.id;
  const seen = new Set<string>();
  let above = (await readTarget(find, parent))?.id;
  while (above !== undefined) {
    if (above === last) {
      throw new DeskError("invalid", `Ticket #${child} is above #${parent} already: parents cannot form a cycle.`, {
        reasons: [{ code: "contradictory_link", id: child }],
      });
    }
    if (seen.has(above)) return await requireOpenCycle(find, parent, seen);
    if (seen.size === MAX_DEPTH) {
      throw new DeskError("invalid", `Ticket #${parent} has ${MAX_DEPTH} parents above it, which is the maximum.`, {
        reasons: [{ code: "contradictory_link", id: parent }],
      });
    }
    seen.add(above);
    above = (await findFirstParent(find, above))?.other.id;
  }
}

/** @throws {DeskError} `invalid` if the tickets show a cycle. One that a merge would form is not shown as a whole. */
async function requireOpenCycle(find: FindTicket, parent: string, seen: ReadonlySet<string>): Promise<void> {
  const shown = await Promise.all(Array.from(seen, (id) => findParent(find, id)));
  if (shown.includes(undefined)) return;
  const advice = "Remove one of these links first (update_ticket with remove_links).";
  const cycle = `The parents above ticket #${parent} form a cycle (#${[...seen].join(", #")}).`;
  throw new DeskError("invalid", `${cycle} ${advice}`, { reasons: [{ code: "contradictory_link", id: parent }] });
}
