import { DeskError } from "../../errors.ts";

/**
 * Creates the error for a change based on an outdated revision.
 *
 * @param thing The ticket or customer, such as `Ticket #42`.
 * @param present The current state, as a sentence.
 */
export function toStaleRevision(thing: string, revision: number, expected: number, present: string): DeskError {
  const reason = expected < revision ? "it was changed in the meantime" : "it never had that revision";
  const text =
    `${thing} is at revision ${revision}, not ${expected}: ${reason}. ${present} Read it again before you decide.`;
  return new DeskError("stale_revision", text);
}
