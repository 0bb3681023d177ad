/** Changes of many tickets at once, which can be undone. */

import type { ReasonCode } from "../base/failures/reason.ts";
import type { ChangeContext } from "./calls.ts";
import type { TicketSummary, TicketUpdate } from "./ticket.ts";

/** The maximum number of tickets that one call changes. */
export const MAX_BATCH_TICKETS = 200;

/** The longest resolution of many tickets, in characters. */
export const MAX_BATCH_RESOLUTION = 2_000;

/** A ticket at a revision. */
export interface TicketRevision {
  id: string;
  revision: number;
}

/** The values that all tickets of a batch get. A resolution closes them. */
export type BulkUpdate =
  & Pick<TicketUpdate, "status" | "priority" | "assignee" | "add_tags" | "remove_tags" | "snoozed_until" | "custom">
  & { resolution?: string };

/** Tickets that a batch does not change, and why. */
export interface LeftTickets {
  reason: string;
  /** The reason for programs, if it has a code. Those of earlier versions have none. */
  code?: ReasonCode;
  ids: string[];
}

/** The reason why a ticket is not changed. */
export type LeftReason = Omit<LeftTickets, "ids">;

/** The tickets of a bulk change, and those that its plan leaves, which only its result shows. */
interface BulkTickets {
  tickets: readonly TicketRevision[];
  left?: readonly LeftTickets[];
}

/** A change of tickets at their revisions, or the reversal of one. `tool` names the tool that asks for it. */
export type BulkChange =
  & BulkTickets
  & ({ tool: "update_tickets"; update: BulkUpdate } | { tool: "undo_batch"; batch_id: string });

/** A change before its approval: the tickets that it would change, and those that it would leave. */
export interface BatchPlan {
  change: BulkChange;
  /** The first tickets of the change, as they are. */
  first: readonly TicketSummary[];
  /** The same tickets with the values that an undo gives back. Missing for other changes. */
  restored?: readonly TicketSummary[];
  left: readonly LeftTickets[];
  /** The changing tickets that an undo does not revert completely, and why. */
  kept?: readonly LeftTickets[];
}

/** The changed tickets at their new revisions, and those that were left, by the plan or since. */
export interface BatchResult {
  /** Such as `B7`. Ids are sequential. */
  batch_id: string;
  changed: readonly TicketRevision[];
  left: readonly LeftTickets[];
  /** See {@linkcode BatchPlan.kept}. */
  kept?: readonly LeftTickets[];
}

/** A call, for its idempotency key: the values that a repeat has in common with it. JSON. */
export type BatchInput = Readonly<Record<string, unknown>>;

/**
 * Changes up to 200 tickets with a few commits. Each ticket changes only at the revision of the plan, with an event that names
 * the batch. Batches are kept for 30 days.
 */
export interface Batches {
  /**
   * Decides which tickets an update would change. Changes nothing.
   *
   * @throws {DeskError} `not_found` for unknown ids; `invalid` for values that no ticket can get, or if no ticket would change.
   */
  plan(ids: readonly string[], update: BulkUpdate): Promise<BatchPlan>;
  /**
   * Decides which tickets of a batch can be reverted: those that nothing has changed since. Changes nothing.
   *
   * @throws {DeskError} `not_found` for an unknown batch; `wrong_state` if there is nothing left to revert.
   */
  planUndo(batchId: string): Promise<BatchPlan>;
  /**
   * Carries out a change. If the store fails in the middle, the result names the tickets that were not changed.
   *
   * @param input See {@linkcode BatchInput}. A repeat with the idempotency key of an interrupted call completes it.
   * @param onProgress Called after each commit with the number of tickets that are done.
   * @throws {DeskError} `stale_revision` if every ticket has changed. Then, and after other errors, nothing was changed.
   */
  carryOut(
    change: BulkChange,
    context: ChangeContext,
    input: BatchInput,
    onProgress?: (done: number, total: number) => Promise<void>,
  ): Promise<BatchResult>;
  /** Returns the result of an earlier call with the context's idempotency key, and completes it; null if there is none. */
  findResult(tool: BulkChange["tool"], context: ChangeContext, input: BatchInput): Promise<BatchResult | null>;
  /** Records in the history of the tickets that the change was not approved. */
  recordRefusal(change: BulkChange, context: ChangeContext): Promise<void>;
}
