/** The parents above a ticket. */

import { DeskError } from "../../errors.ts";
import type { FindTicket } from "./merged_tickets.ts";
import { findParent, readTarget } from "./shown_links.ts";

/** The most tickets above one another. */
const MAX_DEPTH = 20;

/** @throws {DeskError} `invalid` if the child is one of the parents above, also over merges. */
export async function checkAncestors(find: FindTicket, child: string, parent: string): Promise<void> {
  const last = (await readTarget(find, child))?.id;
  let above = (await readTarget(find, parent))?.id;
  for (let depth = 0; above !== undefined; depth++) {
    if (above === last) {
      throw new DeskError("invalid", `Ticket #${child} is above #${parent} already: parents cannot form a circle.`);
    }
    if (depth === MAX_DEPTH) {
      throw new DeskError("invalid", `Ticket #${parent} has ${MAX_DEPTH} parents above it, which is the maximum.`);
    }
    above = await findParent(find, above);
  }
}
