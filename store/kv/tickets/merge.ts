import type { ChangeContext } from "../../desk.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import {
  closeAsDuplicate,
  mergeDuplicate,
  noteReopenedDuplicate,
  reopenTicket,
  requireMergeable,
} from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { ChangeCall, Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket, readLastTarget, readTicket } from "../ticket_changes/mod.ts";

/** The conditions of a merge. `expectedRevision` is the revision of the duplicate. */
export type MergeContext = ChangeContext & { expectedIntoRevision?: number };

/** Returns the operation and the input of a merge, for its idempotency key. */
export function toMergeCall(id: string, into: string): Pick<ChangeCall, "operation" | "input"> {
  return { operation: "merge", input: { id, into } };
}

/** Returns the keys that {@linkcode mergeTickets} reads. */
export function getMergeReads(duplicate: number, into: number): Key[] {
  return [keys.ticket(duplicate), keys.ticket(into), keys.description(duplicate)];
}

/**
 * Closes the ticket `duplicate` and adds its texts and tags to the ticket `into`, in one commit. If `into` is merged itself,
 * the last ticket of the chain takes its place.
 *
 * @returns The closed duplicate.
 * @throws {DeskError} `not_found`, `stale_revision`, `invalid` for one ticket, or `wrong_state` if either is closed.
 */
export async function mergeTickets(
  transaction: Transaction,
  duplicate: number,
  into: number,
  context: MergeContext,
): Promise<TicketRecord> {
  const source = await readTicket(transaction, duplicate, context.expectedRevision);
  const target = await readLastTarget(transaction, await readTicket(transaction, into, context.expectedIntoRevision));
  requireMergeable(source, target, await readLastTarget(transaction, source));
  const description = await transaction.get<string>(keys.description(duplicate)) ?? "";
  await changeTicket(transaction, target, (ticket) => mergeDuplicate(ticket, source, description), context);
  return await changeTicket(transaction, source, (ticket, at) => closeAsDuplicate(ticket, target, at), context);
}

/** Reopens a ticket. If it was merged into another, a note on the last ticket of the chain says so. */
export async function reopen(
  transaction: Transaction,
  number: number,
  reason: string,
  context: ChangeContext,
): Promise<TicketRecord> {
  const before = await readTicket(transaction, number, context.expectedRevision);
  const target = await readLastTarget(transaction, before);
  const after = await changeTicket(transaction, before, (ticket, at) => reopenTicket(ticket, reason, at), context);
  if (target.id !== before.id && !isErasedAddress(target.customer)) {
    await changeTicket(transaction, target, (ticket) => noteReopenedDuplicate(ticket, before, reason), context);
  }
  return after;
}
