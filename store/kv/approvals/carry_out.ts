/** The changes that an approval can carry out. */

import type { FrozenChange } from "../../approval.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import type { CommitOptions, Store, Transaction } from "../commit/mod.ts";
import { requeueTickets, stageCustomerRefusal, stageCustomerUpdate } from "../customers/mod.ts";
import { keys } from "../schema/mod.ts";
import { stageTicketRefusal } from "../ticket_changes/mod.ts";
import { getMergeReads, mergeTickets } from "../tickets/mod.ts";

/** The desk rejected a change that a person approved. The rule that throws it stages nothing. */
export class RejectedChangeError extends Error {
  override name = "RejectedChangeError";
  constructor(override readonly cause: DeskError) {
    super(cause.message);
  }
}

/** Returns the options of a commit that carries out the change. */
export function getChangeOptions(change: FrozenChange): CommitOptions & { reads: readonly unknown[] } {
  if (change.tool === "update_account") {
    return { reads: [keys.customer(change.email)], alone: change.update.account_tier !== undefined };
  }
  return { reads: getMergeReads(Number(change.ticket_id), Number(change.into_ticket_id)) };
}

/**
 * Stages the change, if its records are still at their revisions.
 *
 * @throws {RejectedChangeError} If the desk rejects it.
 */
export async function carryOut(
  { kv }: Store,
  transaction: Transaction,
  change: FrozenChange,
  context: ChangeContext,
): Promise<void> {
  const expected = { ...context, expectedRevision: change.revision };
  try {
    if (change.tool === "update_account") {
      await stageCustomerUpdate(kv, transaction, change, expected);
    } else {
      const [duplicate, into] = [Number(change.ticket_id), Number(change.into_ticket_id)];
      await mergeTickets(transaction, duplicate, into, { ...expected, expectedIntoRevision: change.into_revision });
    }
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") throw new RejectedChangeError(error);
    throw error;
  }
}

/** Does what follows the commit of a change. */
export async function finishChange(store: Store, change: FrozenChange): Promise<void> {
  if (change.tool !== "update_account" || change.update.account_tier === undefined) return;
  await requeueTickets(store, change.email);
}

/** Stages the event of a change that a person rejected. */
export function stageRefusal(transaction: Transaction, change: FrozenChange, context: ChangeContext): Promise<void> {
  return change.tool === "update_account"
    ? stageCustomerRefusal(transaction, change.email, context)
    : stageTicketRefusal(transaction, Number(change.ticket_id), context);
}
