/** Due times as rules stage them. */

import { computeDue, type DeadlinePolicy, getPolicy, NOT_DUE } from "../../rules/deadlines/mod.ts";
import type { Customer } from "../../customer.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { skipDamaged } from "../forms/mod.ts";
import { reindexTicket } from "../index/mod.ts";
import { keys } from "../schema/mod.ts";
import { getSettings } from "../settings/mod.ts";
import { recordMovedDeadline } from "./overdue.ts";

/** Reads the policy in force. */
export async function readPolicy(transaction: Transaction): Promise<DeadlinePolicy> {
  return getPolicy(await getSettings(transaction));
}

/**
 * Adds the due time to a ticket.
 *
 * @param policy Read if it is not known.
 */
export async function addDueTime(
  transaction: Transaction,
  ticket: TicketRecord,
  policy: DeadlinePolicy | null = null,
): Promise<TicketRecord> {
  if (ticket.status !== "open") return { ...ticket, ...NOT_DUE };
  const customer = await skipDamaged(transaction.peek<Customer>(keys.customer(ticket.customer)));
  const tier = customer?.account_tier ?? "free";
  return { ...ticket, ...computeDue(ticket, tier, policy ?? await readPolicy(transaction)) };
}

/** Computes the due time of a ticket again, after a change of its customer's tier or of the policy. */
export async function refreshDueTime(
  transaction: Transaction,
  number: number,
  policy: DeadlinePolicy | null = null,
): Promise<void> {
  const ticket = await skipDamaged(transaction.get<TicketRecord>(keys.ticket(number)));
  if (ticket === null || ticket.status === "closed") return;
  const after = await addDueTime(transaction, ticket, policy);
  if (after.due_at === ticket.due_at && after.due_for === ticket.due_for) return;
  transaction.set(keys.ticket(number), after);
  reindexTicket(transaction, ticket, after);
  transaction.recordChange({ kind: "ticket", id: ticket.id });
  await recordMovedDeadline(transaction, ticket, after);
}
