import { absentApprover, type Person } from "../../agent/approval/mod.ts";

/**
 * Replaces a person if there is no terminal: elicitation is not declared to servers, and every tool call is declined.
 */
export const absentPerson: Person = {
  approver: absentApprover,
  createRequestHandlers: (_server, behind) => ({
    sample: (conversation, signal) => behind.sample(conversation, signal),
    roots: () => behind.roots(),
  }),
};
