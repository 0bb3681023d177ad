import { nobody } from "../loop/approver.ts";
import type { Person } from "../loop/person.ts";

/**
 * Stands in where a person is wanted and none is at a terminal: servers are told that there is nobody to ask, and
 * nobody says yes.
 */
export const nobodyThere: Person = {
  approver: nobody,
  answers: (_server, behind) => ({
    sample: (conversation, signal) => behind.sample(conversation, signal),
    roots: () => behind.roots(),
  }),
};
