/** Decisions of rules. */

import type { TicketEventKind } from "../../event.ts";
import type { Comment, NewComment, TicketLink, TicketRecord } from "../../ticket.ts";

/** A change, without the parts that every change has: revision, time, comment number and event. */
export interface Decision {
  what: TicketEventKind;
  ticket: TicketRecord;
  /** Its author is the one of the change, unless it names another. */
  comment?: NewComment;
  /** A comment that was edited or retracted, and the text that it had. */
  edited?: { comment: Comment; before: string };
  /** The description, if it changes. */
  description?: { before: string; after: string };
  /** The links that the ticket showed, and that tickets merged into it lose. */
  ofMerged?: readonly TicketLink[];
  /** The time of the change, if it is not the time of its commit. */
  at?: string;
}

/**
 * Decides on a change of `ticket`. A pure function.
 *
 * @param at The time of the change, as an ISO 8601 instant.
 * @returns Null if nothing changes.
 * @throws {DeskError} `wrong_state` or `invalid` if the change is not allowed.
 */
export type Decide = (ticket: TicketRecord, at: string) => Decision | null;
