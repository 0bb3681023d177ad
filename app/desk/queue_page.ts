/** The page of tickets that a search for the list finds. */

import type { Reason } from "../../base/failures/reason.ts";
import { ToolError } from "../bridges/bridge.ts";
import type { TicketRow } from "./model.ts";
import { listReasons } from "./refusals.ts";

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
}

/** Joins the words that were searched: those of the filter, and the corrected ones. */
export function joinSearched(filter: string, corrections: Page["corrections"] = []): string {
  return [filter, ...corrections.map(({ searched }) => searched)].join(" ").trim();
}

/** Returns the row that is shown if the new one has the same values: views need not show it again. */
export function keepEqual(shown: QueueRow, now: QueueRow): QueueRow {
  return JSON.stringify(shown) === JSON.stringify(now) ? shown : now;
}

/** Returns the reasons why there are no tickets. */
export function toReasons({ reasons = [], why = [] }: Page): ToolError[] {
  return reasons.map((text, index) =>
    new ToolError(text, { code: "not_found", reasons: why[index] === undefined ? [] : [why[index]] })
  );
}

/** Leaves out the reasons that are about the query of the view, which the person did not type. */
export function listOwnReasons(reasons: readonly ToolError[], query: string): readonly ToolError[] {
  return query === "" ? reasons : reasons.filter((error) => listReasons(error).every((reason) => isOwn(reason, query)));
}

function isOwn(reason: Reason, query: string): boolean {
  const parts = "parts" in reason ? reason.parts : "part" in reason ? [reason.part ?? ""] : [];
  return reason.code !== "all_excluded" && !parts.some((each) => ` ${query} `.includes(` ${each} `));
}
