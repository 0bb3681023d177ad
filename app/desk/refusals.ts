/** Refusals of the server that the page itself acts on. */

import type { Reason, ReasonCode } from "../../base/failures/reason.ts";
import { ToolError } from "../bridges/bridge.ts";

/** Returns the reason with a code; undefined if the error has another, or none. */
export function findReason<Code extends ReasonCode>(
  error: unknown,
  code: Code,
): Extract<Reason, { code: Code }> | undefined {
  const isWanted = (reason: Reason): reason is Extract<Reason, { code: Code }> => reason.code === code;
  return listReasons(error).find(isWanted);
}

/** Lists the reasons of a refusal. Other errors have none. */
export function listReasons(error: unknown): readonly Reason[] {
  return error instanceof ToolError ? error.failure?.reasons ?? [] : [];
}

/** Checks if the person has just rejected the change. */
export function isRejected(error: unknown): boolean {
  return findReason(error, "rejected_by_person") !== undefined;
}

/** Checks if another change came first. */
export function isStale(error: unknown): boolean {
  return error instanceof ToolError && error.failure?.code === "stale_revision";
}
