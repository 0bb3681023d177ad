/** Failures of tools, as results have them for programs. */

import type { Reason } from "./reason.ts";

/** The kinds of failures. A caller that knows no reason of a failure can still decide by its kind. */
export type FailureCode =
  | "not_found" // no such ticket, customer, comment or attachment
  | "already_exists" // the email address or file name is taken
  | "invalid" // a value that the desk does not accept
  | "wrong_state" // the ticket's status does not allow it, such as closing a closed ticket
  | "stale_revision" // another change came first
  | "idempotency_mismatch" // the key was used for a different call
  | "not_approved" // the change needs a person's approval and did not get it
  | "approval_required" // the same, and the change waits for a person as a pending approval
  | "unavailable"; // the store cannot be opened, read or written

/** A failure: its kind, and those of its reasons that have codes. */
export interface Failure {
  readonly code: FailureCode;
  readonly reasons: readonly Reason[];
}

/**
 * The members of a result's metadata (MCP, basic, "General fields: _meta"), which hosts do not show to models: the failure of
 * a call, the reasons that belong to the sentences in `reasons` of a search without results, the sentences about damaged
 * records that a list leaves out or shows in part, and the names of customers by their addresses, for the page of MCP Apps.
 */
export const FAILURE_MEMBER = "support-mcp/failure";
export const REASONS_MEMBER = "support-mcp/reasons";
export const DAMAGE_MEMBER = "support-mcp/damaged";
export const NAMES_MEMBER = "support-mcp/customer_names";
