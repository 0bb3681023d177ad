import type { ChangeContext } from "../../desk.ts";
import { closeAsDuplicate, mergeDuplicate, requireMergeable } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket, readTicket } from "../ticket_changes/mod.ts";

/** The conditions of a merge. `expectedRevision` is the revision of the duplicate. */
export type MergeContext = ChangeContext & { expectedIntoRevision?: number };

/** Returns the keys that {@linkcode mergeTickets} reads. */
export function getMergeReads(duplicate: number, into: number): Key[] {
  return [keys.ticket(duplicate), keys.ticket(into), keys.description(duplicate)];
}

/**
 * Closes the ticket `duplicate` and adds its texts to the ticket `into`, in one commit.
 *
 * @returns The closed duplicate.
 * @throws {DeskError} `not_found`, `stale_revision`, or `wrong_state` if either ticket is closed.
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
  await changeTicket(transaction, target, (ticket) => mergeDuplicate(ticket, source, description), context);
  return await changeTicket(transaction, source, (ticket, at) => closeAsDuplicate(ticket, target, at), context);
}
