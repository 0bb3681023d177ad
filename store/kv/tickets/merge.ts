/** Merging two tickets, in one commit. */

import { closeAsDuplicate, mergeDuplicate, requireMergeable } from "../../rules/tickets/merge.ts";
import type { ChangeContext } from "../../desk.ts";
import type { TicketRecord } from "../../ticket.ts";
import { keys } from "../schema/keys.ts";
import { changeTicket } from "../ticket_changes/ticket_change.ts";
import { readTicket } from "../ticket_changes/read_ticket.ts";
import type { Transaction } from "../commit/transaction.ts";

/** The conditions of a merge: `expectedRevision` is of the duplicate. */
export type MergeContext = ChangeContext & { expectedIntoRevision?: number };

/** The keys that {@linkcode mergeTickets} reads. */
export function getMergeReads(duplicate: number, into: number): Deno.KvKey[] {
  return [keys.ticket(duplicate), keys.ticket(into), keys.description(duplicate)];
}

/**
 * Closes the ticket `duplicate`, and tells the ticket `into` what it said.
 *
 * @returns The duplicate, closed.
 * @throws {DeskError} `not_found`, `stale_revision`, or `wrong_state` when either is closed.
 */
export async function mergeTickets(
  transaction: Transaction,
  duplicate: number,
  into: number,
  context: MergeContext,
): Promise<TicketRecord> {
  const source = await readTicket(transaction, duplicate, context.expectedRevision);
  const target = await readTicket(transaction, into, context.expectedIntoRevision);
  requireMergeable(source, target);
  const description = await transaction.get<string>(keys.description(duplicate)) ?? "";
  changeTicket(transaction, target, (ticket) => mergeDuplicate(ticket, source, description), context);
  return changeTicket(transaction, source, (ticket, at) => closeAsDuplicate(ticket, target, at), context);
}
