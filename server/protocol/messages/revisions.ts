/** The revisions of MCP, and what they differ in. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";

/** The first revision without sessions: each request carries its own context. */
export const STATELESS_SINCE = "2026-07-28";

/** The first revision in which clients accept an event without a message at the start of a stream. */
const PRIMING_EVENT_SINCE = "2025-11-25";

/** The revisions that have batches: the first by JSON-RPC, the second by name. Later ones removed them. */
export const BATCH_REVISIONS: readonly string[] = ["2024-11-05", "2025-03-26"];

const REVISION = /^\d{4}-\d\d-\d\d$/;

/** Checks whether the value of a header or of metadata names a revision without sessions. */
export function isStatelessRevision(revision: unknown): boolean {
  return typeof revision === "string" && REVISION.test(revision) && revision >= STATELESS_SINCE;
}

/** Checks whether a message may belong to a revision without sessions. Only the SDK can decide, which takes longer. */
export function mayBeStateless(revision: string | null, message: JSONRPCMessage): boolean {
  return isStatelessRevision(revision) || "params" in message && message.params?._meta !== undefined;
}

/** Checks whether a client may send batches. */
export function allowsBatches(revision: string): boolean {
  return BATCH_REVISIONS.includes(revision);
}

/** Explains why a batch is rejected. */
export const NO_BATCHES = `Batches are supported only in sessions of revision ${BATCH_REVISIONS.join(" or ")}. ` +
  "Send each message separately.";

/** Checks whether a client accepts an event without a message. */
export function acceptsPrimingEvent(revision: string): boolean {
  return revision >= PRIMING_EVENT_SINCE;
}

/**
 * Selects the revision of a session: the client's, or else the server's first choice (MCP, basic/lifecycle, "Version
 * Negotiation").
 */
export function negotiateRevision(requested: string, supported: readonly string[]): string {
  return supported.includes(requested) ? requested : supported[0]!;
}
