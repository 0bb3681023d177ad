/**
 * The queue of open, unassigned tickets: one list per tier and priority, each in the order in which its tickets are due.
 * So the ticket that is due first is the head of a list, and due times can change without new keys.
 */

import { type Tier, TIERS } from "../../customer.ts";
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

/** Returns true if a change puts the ticket in the queue, or at another place in it. Then its customer's tier is needed. */
export function entersQueue(before: TicketRecord | null, after: TicketRecord): boolean {
  return isClaimable(after) && !(before !== null && isClaimable(before) && hasSamePlace(before, after));
}

/** Returns the key of a claimable ticket. */
export function getQueueKey(ticket: TicketRecord, tier: Tier): Key {
  return keys.queue(tier, PRIORITIES.indexOf(ticket.priority), getDueStart(ticket), Number(ticket.id));
}

/**
 * Updates the queue after a change.
 *
 * @param tier The customer's tier, if {@linkcode entersQueue} needs it.
 */
export function updateQueue(
  transaction: Transaction,
  before: TicketRecord | null,
  after: TicketRecord,
  tier: Tier | null,
): void {
  const isQueued = before !== null && isClaimable(before);
  if (isQueued && !(isClaimable(after) && hasSamePlace(before, after))) {
    // The tier of the entry is not known without a read, and deleting a key that does not exist is harmless.
    for (const each of TIERS) transaction.delete(getQueueKey(before, each));
  }
  if (tier !== null && entersQueue(before, after)) transaction.set(getQueueKey(after, tier), PRESENT);
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
