/** The changes that an approval can carry out. */

import type { Approval, DocumentExport, FrozenChange, WriteDocument, WrittenDocument } from "../../approval.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { formatBatchId, isBulkChange, parseBatchId } from "../../rules/batches/mod.ts";
import type { CommitOptions, Store, Transaction } from "../commit/mod.ts";
import type { KvBatches } from "../batches/mod.ts";
import { stageCustomerRefusal, stageCustomerUpdate } from "../customers/mod.ts";
import { finishTierChange } from "../deadlines/mod.ts";
import type { KvErasures } from "../erasure/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { readTicket, stageTicketRefusal } from "../ticket_changes/mod.ts";
import { getMergeReads, mergeTickets } from "../tickets/mod.ts";

/** The desk rejected a change that a person approved. The rule that throws it stages nothing. */
export class RejectedChangeError extends Error {
  override name = "RejectedChangeError";
  constructor(override readonly cause: DeskError) {
    super(cause.message);
  }
}

/** Changes that take several steps: the start in the commit of the approval, and the rest. */
export interface LongChanges {
  erasures: Pick<KvErasures, "stage" | "finish" | "isCurrent">;
  batches: Pick<KvBatches, "getOptions" | "stage" | "stageRefusal" | "finish" | "describe">;
}

/** A change that was staged. */
export interface CarriedOut extends Pick<Approval, "batch_id"> {
  /** As the first call would return it. */
  result?: unknown;
}

/** Returns the options of a commit that carries out the change. */
export function getChangeOptions(
  { batches }: LongChanges,
  change: FrozenChange,
): CommitOptions & { reads: readonly Key[] } {
  if (isBulkChange(change)) return batches.getOptions(change);
  if (change.tool === "update_account") {
    return { reads: [keys.customer(change.email)], alone: change.update.account_tier !== undefined };
  }
  if (change.tool === "erase_customer") return { reads: [keys.customer(change.email)], alone: true };
  if (change.tool === "export_ticket") return { reads: [keys.ticket(Number(change.ticket_id))] };
  return { reads: getMergeReads(Number(change.ticket_id), Number(change.into_ticket_id)) };
}

/**
 * Stages the change, if its records are still at their revisions. An export changes nothing on the desk.
 *
 * @returns What the approval records of it, and the result for repeats of the call.
 * @throws {RejectedChangeError} If the desk rejects it.
 */
export async function carryOut(
  { kv }: Store,
  { erasures, batches }: LongChanges,
  transaction: Transaction,
  change: FrozenChange,
  context: ChangeContext,
): Promise<CarriedOut> {
  try {
    if (isBulkChange(change)) {
      const number = await batches.stage(transaction, change, context);
      return { batch_id: formatBatchId(number), result: number };
    }
    const expected = { ...context, expectedRevision: change.revision };
    if (change.tool === "update_account") {
      return { result: await stageCustomerUpdate(kv, transaction, change, expected) };
    } else if (change.tool === "erase_customer") {
      await erasures.stage(transaction, change, context);
    } else if (change.tool === "export_ticket") {
      await readTicket(transaction, Number(change.ticket_id), change.revision);
    } else {
      const [duplicate, into] = [Number(change.ticket_id), Number(change.into_ticket_id)];
      const merge = { ...expected, expectedIntoRevision: change.into_revision };
      return { result: await mergeTickets(transaction, duplicate, into, merge) };
    }
    return {};
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") throw new RejectedChangeError(error);
    throw error;
  }
}

/**
 * Does what follows the commit of a change.
 *
 * @returns The members of the approval that are not stored.
 */
export async function finishChange(
  store: Store,
  { erasures, batches }: LongChanges,
  { change, batch_id }: Pick<Approval, "change" | "batch_id">,
  context: ChangeContext,
): Promise<Pick<Approval, "erased">> {
  if (batch_id !== undefined) await batches.finish(parseBatchId(batch_id));
  if (change.tool === "erase_customer") return { erased: await erasures.finish(change.email, context) };
  if (change.tool === "update_account" && change.update.account_tier !== undefined) {
    await finishTierChange(store, change.email);
  }
  return {};
}

/** Stages the event of a change that a person rejected. */
export function stageRefusal(
  { batches }: LongChanges,
  transaction: Transaction,
  change: FrozenChange,
  context: ChangeContext,
): Promise<void> {
  if (isBulkChange(change)) {
    return batches.stageRefusal(transaction, change, context);
  }
  if (change.tool === "erase_customer" && change.revision === 0) return Promise.resolve(); // there is no account
  return change.tool === "update_account" || change.tool === "erase_customer"
    ? stageCustomerRefusal(transaction, change.email, context)
    : stageTicketRefusal(transaction, Number(change.ticket_id), context);
}

/**
 * Writes the document of an export. The file is new, so two people who grant the same export cannot both write it.
 *
 * @throws {RejectedChangeError} If the file cannot be written.
 * @throws {DeskError} `wrong_state` where exports cannot be granted. The approval stays pending.
 */
export async function writeDocument(change: DocumentExport, write?: WriteDocument): Promise<WrittenDocument> {
  if (write === undefined) {
    throw new DeskError("wrong_state", "This export can only be granted with support-mcp approvals, in a terminal.");
  }
  try {
    return await write(change);
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") throw new RejectedChangeError(error);
    throw error;
  }
}
