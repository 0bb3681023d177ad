/** Writes that hold only for the revision that their author saw. */

import { DeskError } from "../../errors.ts";

/**
 * @param thing What has the revision, such as `Ticket #42`.
 * @param present What is there now, as a sentence.
 */
export function toStaleRevision(thing: string, revision: number, expected: number, present: string): DeskError {
  const reason = expected < revision ? "somebody changed it first" : "it never had that revision";
  const text =
    `${thing} is at revision ${revision}, not ${expected}: ${reason}. ${present} Read it again and decide anew.`;
  return new DeskError("stale_revision", text);
}
