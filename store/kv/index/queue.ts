/**
 * The queue of open, unassigned tickets: one list per tier and priority, each in the order in which its tickets are due.
 * So the ticket that is due first is the head of a list, and due times can change without new keys.
 */

import { type Customer, type Tier, TIERS } from "../../customer.ts";
import { getDueStart } from "../../rules/tickets/mod.ts";
import { PRIORITIES, type Priority, type TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** An entry of the queue, as its key describes it. */
export interface QueueEntry {
  key: Key;
  tier: Tier;
  priority: Priority;
  /** The time from which the due time counts, in milliseconds since the epoch. */
  start: number;
  number: number;
}

/** The value of index keys, which only need to exist. */
export const PRESENT = 0;

export function isClaimable(ticket: Pick<TicketRecord, "status" | "assignee">): boolean {
  return ticket.status === "open" && ticket.assignee === null;
}

/** Returns true if a change puts the ticket in the queue, or at another place in it. Then it needs a new `queue_tier`. */
export function entersQueue(before: TicketRecord | null, after: TicketRecord): boolean {
  return isClaimable(after) && !(before !== null && isClaimable(before) && hasSamePlace(before, after));
}

/** Returns the key of a claimable ticket. */
export function getQueueKey(ticket: TicketRecord, tier: Tier): Key {
  return keys.queue(tier, PRIORITIES.indexOf(ticket.priority), getDueStart(ticket), Number(ticket.id));
}

/** Reads the tier of the list that a ticket of the customer enters. */
export async function readQueueTier(transaction: Transaction, customer: string): Promise<Tier> {
  return (await transaction.get<Customer>(keys.customer(customer)))?.account_tier ?? "free";
}

/** Updates the queue after a change. A ticket that enters the queue has the tier of its new list. */
export function updateQueue(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  const enters = entersQueue(before, after);
  if (before !== null && isClaimable(before) && (enters || !isClaimable(after))) leaveQueue(transaction, before);
  if (enters) transaction.set(getQueueKey(after, after.queue_tier!), PRESENT);
}

/** Moves the entry of a claimable ticket to the list of its customer's present tier. */
export async function requeueTicket(transaction: Transaction, number: number): Promise<void> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(number));
  if (ticket === null || !isClaimable(ticket)) return;
  const queue_tier = await readQueueTier(transaction, ticket.customer);
  leaveQueue(transaction, ticket);
  transaction.set(getQueueKey(ticket, queue_tier), PRESENT);
  if (queue_tier !== ticket.queue_tier) transaction.set(keys.ticket(number), { ...ticket, queue_tier });
}

/** Deletes the entry of a ticket. If its list is not known, it is deleted from all: a key need not exist. */
function leaveQueue(transaction: Transaction, ticket: TicketRecord): void {
  const tiers = ticket.queue_tier === undefined ? TIERS : [ticket.queue_tier];
  for (const tier of tiers) transaction.delete(getQueueKey(ticket, tier));
}

/** Reads the head of each list. */
export async function listQueueHeads(transaction: Pick<Transaction, "list">): Promise<QueueEntry[]> {
  const lists = TIERS.flatMap((tier) => PRIORITIES.map((priority, rank) => ({ tier, priority, rank })));
  const heads = await Promise.all(lists.map(async ({ tier, priority, rank }): Promise<QueueEntry[]> => {
    for await (const { key } of transaction.list({ prefix: prefixes.queue(tier, rank) }, { limit: 1 })) {
      return [{ key, tier, priority, start: Number(key.at(-2)), number: Number(key.at(-1)) }];
    }
    return [];
  }));
  return heads.flat();
}

/** Lists entries of the queue of earlier versions, which did not know the tier. */
export async function listEarlierQueue(kv: Pick<Transaction, "list">, limit: number): Promise<Key[]> {
  const { start, end } = prefixes.earlierQueue;
  return await Array.fromAsync(kv.list({ start, end }, { limit }), ({ key }) => key);
}

function hasSamePlace(one: TicketRecord, other: TicketRecord): boolean {
  return one.priority === other.priority && getDueStart(one) === getDueStart(other);
}
