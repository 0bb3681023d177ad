/** What a rule decides to make of a ticket. */

import type { TicketEventKind } from "../../event.ts";
import type { CommentKind, TicketRecord } from "../../ticket.ts";

/** The change, without what every change has: the new revision, the time, the comment's number, the event. */
export interface Decision {
  what: TicketEventKind;
  ticket: TicketRecord;
  comment?: { kind: CommentKind; body: string };
}

/**
 * Decides a change of `ticket` as it is at the instant `at`; pure.
 *
 * @returns null when nothing would change
 * @throws {DeskError} `wrong_state` or `invalid` when the ticket can't be changed so
 */
export type Decide = (ticket: TicketRecord, at: string) => Decision | null;
