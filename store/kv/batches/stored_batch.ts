/** Batches as the store keeps them. */

import type { BatchResult, BulkChange, LeftReason, LeftTickets, TicketRevision } from "../../batch.ts";
import type { Actor, RequestRecord } from "../../event.ts";
import { formatBatchId, formatIdRanges, formatLeftReason } from "../../rules/batches/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";

/** The time that a batch can be undone, in milliseconds. */
const RETENTION = 30 * 24 * 60 * 60 * 1000;

/** The most ranges of ids that a reason names. */
const MOST_RANGES = 20;

/** A batch and its progress. Every commit of it writes this, with the tickets that it changes. */
export interface StoredBatch {
  by: Actor;
  requests: readonly RequestRecord[];
  /** The change with the exact values. Null once all of it is done. */
  change: BulkChange | null;
  total: number;
  /** The tickets that were changed or left. */
  done: number;
  changed: readonly TicketRevision[];
  left: readonly LeftTickets[];
  /** The tickets that the plan left. They are not part of the total. */
  planned?: readonly LeftTickets[];
  /** See {@linkcode BatchResult.kept}. */
  kept?: readonly LeftTickets[];
  /** The last batch that reverted tickets of this one. */
  undone_by?: string;
}

export function stageBatch(transaction: Transaction, number: number, batch: StoredBatch): void {
  transaction.set(keys.batch(number), batch, { expireIn: RETENTION });
}

/** Returns the tickets that wait for the next commits. */
export function listWaiting({ change, done }: StoredBatch): readonly TicketRevision[] {
  return change?.tickets.slice(done) ?? [];
}

/** Ends a batch before all of its tickets were changed. */
export function leaveRest(batch: StoredBatch, reason: LeftReason): StoredBatch {
  const left = listWaiting(batch).reduce((list, { id }) => addLeft(list, reason, id), batch.left);
  return { ...batch, change: null, done: batch.total, left };
}

/** Adds a ticket to those that were left for the same reason. */
export function addLeft(left: readonly LeftTickets[], reason: LeftReason, id: string): LeftTickets[] {
  const isSame = (group: LeftTickets) => group.reason === reason.reason;
  if (!left.some(isSame)) return [...left, { ...reason, ids: [id] }];
  return left.map((group) => isSame(group) ? { ...group, ids: [...group.ids, id] } : group);
}

/** Formats tickets that were left for one reason: `#1–#4, #9: They are closed …`. */
export function formatLeft({ reason, ids }: LeftTickets): string {
  return `${formatIdRanges(ids.map((id) => ({ id })), MOST_RANGES)}: ${formatLeftReason(reason, ids.length)}`;
}

export function toBatchResult(number: number, { changed, left, planned = [], kept }: StoredBatch): BatchResult {
  return { batch_id: formatBatchId(number), changed, left: [...planned, ...left], ...kept && { kept } };
}
