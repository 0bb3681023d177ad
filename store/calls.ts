/** Types that calls of the desk share: the context of a change, and pages. */

import type { Actor, RequestRecord } from "./event.ts";

/** The author and the conditions of a change. */
export interface ChangeContext {
  by: Actor;
  /** The revision that the ticket or customer must have. Otherwise the change fails with `stale_revision`. */
  expectedRevision?: number;
  /** A repeated change with the same key (within 24 hours) returns the first result and changes nothing. */
  idempotencyKey?: string;
  /** Elicitation and sampling requests made before the change. The event records them. */
  requests?: readonly RequestRecord[];
}

/**
 * One page of a list. `cursor` requests the next page and is null on the last one. Cursors stay valid across restarts.
 */
export interface Page<T> {
  items: T[];
  cursor: string | null;
  /** Sentences about items that are damaged. The page leaves those out that cannot be read. */
  damaged?: readonly string[];
}

export interface PageRequest {
  /** 1 to 100 (default: 20). */
  limit?: number;
  cursor?: string;
}
