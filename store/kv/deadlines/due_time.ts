/** Due times as rules stage them. */

import { computeDue, type DeadlinePolicy, getPolicy, NOT_DUE } from "../../rules/deadlines/mod.ts";
import type { Customer, Tier } from "../../customer.ts";
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

/** The policy and the tiers that due times are computed from. */
export interface DueContext {
  /** Read if it is not known. */
  policy?: DeadlinePolicy | null;
  /** The tiers of customers, by address. Those that are missing are read. */
  tiers?: ReadonlyMap<string, Tier> | null;
}

/** Adds the due time to a ticket. */
export async function addDueTime(
  transaction: Transaction,
  ticket: TicketRecord,
  { policy, tiers }: DueContext = {},
): Promise<TicketRecord> {
  if (ticket.status !== "open") return { ...ticket, ...NOT_DUE };
  const tier = tiers?.get(ticket.customer) ?? await readTier(transaction, ticket.customer);
  return { ...ticket, ...computeDue(ticket, tier, policy ?? await readPolicy(transaction)) };
}

async function readTier(transaction: Transaction, email: string): Promise<Tier> {
  return (await skipDamaged(transaction.peek<Customer>(keys.customer(email))))?.account_tier ?? "free";
}

/** Computes the due time of a ticket again, after a change of its customer's tier or of the policy. */
export async function refreshDueTime(
  transaction: Transaction,
  number: number,
  context: DueContext = {},
): Promise<void> {
  const ticket = await skipDamaged(transaction.get<TicketRecord>(keys.ticket(number)));
  if (ticket === null || ticket.status === "closed") return;
  const after = await addDueTime(transaction, ticket, context);
  if (after.due_at === ticket.due_at && after.due_for === ticket.due_for) return;
  transaction.set(keys.ticket(number), after);
  reindexTicket(transaction, ticket, after);
  transaction.recordChange({ kind: "ticket", id: ticket.id });
  await recordMovedDeadline(transaction, ticket, after);
}
