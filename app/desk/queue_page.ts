/** The page of tickets that a search for the list finds. */

import type { Reason } from "../../base/failures/reason.ts";
import type { TicketRow } from "./model.ts";

/** A row in the list. `left` is true for a ticket that no longer belongs to the view: it stays until the list is renewed. */
export type QueueRow = TicketRow & { left?: boolean };

export interface Page {
  tickets: readonly TicketRow[];
  cursor: string | null;
  corrections?: readonly { word: string; searched: string }[];
  /** The reasons why there are no tickets, in English. */
  reasons?: readonly string[];
  /** The same for programs. */
  why?: readonly Reason[];
  /** Sentences about damaged records, which are missing or incomplete. In English. */
  damaged?: readonly string[];
}

/** Joins the words that were searched: those of the filter, and the corrected ones. */
export function joinSearched(filter: string, corrections: Page["corrections"] = []): string {
  return [filter, ...corrections.map(({ searched }) => searched)].join(" ").trim();
}

/** Returns the row that is shown if the new one has the same values: views need not show it again. */
export function keepEqual(shown: QueueRow, now: QueueRow): QueueRow {
  return JSON.stringify(shown) === JSON.stringify(now) ? shown : now;
}
