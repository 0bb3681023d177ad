import { absentApprover, type Person } from "../../agent/approval/mod.ts";

/**
 * Stands in where a person is wanted and none is at a terminal: servers are told that there is nobody to ask, and
 * nobody says yes.
 */
export const absentPerson: Person = {
  approver: absentApprover,
  createRequestHandlers: (_server, behind) => ({
    sample: (conversation, signal) => behind.sample(conversation, signal),
    roots: () => behind.roots(),
  }),
};
