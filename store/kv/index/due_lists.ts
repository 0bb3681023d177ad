/**
 * The tickets that are not closed, in the order in which they are due: for each priority one list of those that can be
 * claimed, and one of the others. Its keys follow from the record alone.
 */

import type { Customer, Tier } from "../../customer.ts";
import { getDueStart, getDueTime, getSortedDueTime } from "../../rules/tickets/mod.ts";
import { PRIORITIES, type TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** The first ticket of a list, as its key describes it. */
export interface DueEntry {
  key: Key;
  /** In milliseconds since the epoch. */
  due: number;
  number: number;
}

/** The value of index keys, which only need to exist. */
export const PRESENT = 0;

export function isClaimable(ticket: Pick<TicketRecord, "status" | "assignee">): boolean {
  return ticket.status === "open" && ticket.assignee === null;
}

/** Returns the key of the ticket in its list; null for a closed ticket. */
export function getDueKey(ticket: TicketRecord): Key | null {
  if (ticket.status === "closed") return null;
  const rank = PRIORITIES.indexOf(ticket.priority);
  return keys.due(isClaimable(ticket), rank, getSortedDueTime(ticket), Number(ticket.id));
}

/** Returns true if a change makes another due time. `before` is null for a new ticket. */
export function changesDueTime(before: TicketRecord | null, after: TicketRecord): boolean {
  if (after.status === "closed") return before?.due_at !== null;
  return before === null || typeof before.due_at !== "string" || before.priority !== after.priority ||
    getDueStart(before) !== getDueStart(after);
}

/** Reads the customer's tier, and returns the due time of the ticket. */
export async function readDueTime(transaction: Transaction, ticket: TicketRecord): Promise<string | null> {
  return ticket.status === "closed" ? null : getDueTime(ticket, await readTier(transaction, ticket.customer));
}

async function readTier(transaction: Transaction, customer: string): Promise<Tier> {
  return (await transaction.get<Customer>(keys.customer(customer)))?.account_tier ?? "free";
}

/** Updates the due time of a ticket to its customer's present tier. */
export async function refreshDueTime(transaction: Transaction, number: number): Promise<void> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(number));
  if (ticket === null) return;
  const due_at = await readDueTime(transaction, ticket);
  if (due_at === ticket.due_at) return;
  const after = { ...ticket, due_at };
  const [had, has] = [getDueKey(ticket), getDueKey(after)];
  if (had !== null) transaction.delete(had);
  if (has !== null) transaction.set(has, PRESENT);
  transaction.set(keys.ticket(number), after);
}

/** Reads the first ticket that can be claimed of each priority. */
export async function listFirstDue(transaction: Pick<Transaction, "list">): Promise<DueEntry[]> {
  const heads = await Promise.all(PRIORITIES.map(async (_, rank): Promise<DueEntry[]> => {
    for await (const { key } of transaction.list({ prefix: prefixes.due(true, rank) }, { limit: 1 })) {
      return [{ key, due: Number(key.at(-2)), number: Number(key.at(-1)) }];
    }
    return [];
  }));
  return heads.flat();
}
