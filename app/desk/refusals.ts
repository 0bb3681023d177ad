/** Refusals of changes that a person has to approve. The server words them for models. */

import { ToolError } from "../bridges/bridge.ts";

/** Checks whether the person has just rejected the change. */
export function isRejected(error: unknown): boolean {
  return error instanceof ToolError && /^\w+ was rejected by a person, in a form/.test(error.message);
}

/** Returns the id of the approval that a change waits as, in a place that cannot ask the person at once. */
export function findWaitingApproval(error: unknown): string | undefined {
  return error instanceof ToolError
    ? /^approval_required: .* The change waits as approval (A\d+) /s.exec(error.message)?.[1]
    : undefined;
}
