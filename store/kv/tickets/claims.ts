/** Claims on the queue of open, unassigned tickets. */

import type { Customer } from "../../customer.ts";
import type { Origin } from "../../rules/history/mod.ts";
import { claimTicket, getDueInstant } from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import {
  type ChangeCall,
  commitOnce,
  type CommittedResult,
  type Rule,
  type Store,
  type Transaction,
} from "../commit/mod.ts";
import {
  getQueueKey,
  isClaimable,
  listEarlierQueue,
  listQueueHeads,
  PRESENT,
  type QueueEntry,
  readQueueTier,
  requeueTicket,
} from "../index/mod.ts";
import { getAll, type Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket } from "../ticket_changes/mod.ts";

/** The entries of an earlier version's queue that one commit moves. Each is two keys, and a commit takes 990. */
const MOVED_PER_COMMIT = 400;

/** An entry that is not where its ticket belongs: another process has just changed the ticket, or the customer's tier. */
class MisplacedEntryError extends Error {
  constructor(readonly entry: QueueEntry) {
    super();
  }
}

/**
 * Assigns the ticket that is due first; of those that are due at the same time, the one with the lowest number. This lists
 * the queue, so the rule runs alone.
 *
 * @returns Null if the queue is empty.
 */
export async function claimFirstDue(
  store: Store,
  assignee: string,
  minutes: number,
  call: ChangeCall,
): Promise<CommittedResult<TicketRecord | null>> {
  await moveEarlierQueue(store);
  const rule = createClaimRule(assignee, minutes, call.context);
  for (;;) {
    try {
      return await commitOnce(store, call, rule, { alone: true });
    } catch (error) {
      if (!(error instanceof MisplacedEntryError)) throw error;
      const { entry } = error;
      await store.commits.commit((transaction) => moveEntry(transaction, entry));
    }
  }
}

function createClaimRule(assignee: string, minutes: number, origin: Origin): Rule<TicketRecord | null> {
  return async (transaction) => {
    const [first] = (await listQueueHeads(transaction)).sort(compareDueTimes);
    if (first === undefined) return null;
    const ticket = await transaction.get<TicketRecord>(keys.ticket(first.number));
    if (ticket === null || !isSameKey(await toQueueKey(transaction, ticket), first.key)) {
      throw new MisplacedEntryError(first);
    }
    const until = formatInstant(transaction.now + minutes * 60_000);
    return await changeTicket(transaction, ticket, (seen) => claimTicket(seen, assignee, until), origin);
  };
}

function compareDueTimes(one: QueueEntry, other: QueueEntry): number {
  return getDueInstant(one.start, one.priority, one.tier) - getDueInstant(other.start, other.priority, other.tier) ||
    one.number - other.number;
}

/** Returns the key at which the ticket belongs; null if it does not belong in the queue. */
async function toQueueKey(transaction: Transaction, ticket: TicketRecord): Promise<Key | null> {
  if (!isClaimable(ticket)) return null;
  return getQueueKey(ticket, await readQueueTier(transaction, ticket.customer));
}

/** Puts an entry where its ticket belongs, or removes it. */
async function moveEntry(transaction: Transaction, { key, number }: QueueEntry): Promise<void> {
  transaction.delete(key);
  await requeueTicket(transaction, number);
}

/**
 * Moves the queue of an earlier version to the lists by tier and priority. It does not check what it reads: a ticket that
 * changes meanwhile leaves a misplaced entry, which the claim that finds it moves.
 */
async function moveEarlierQueue({ kv, commits }: Store): Promise<void> {
  if ((await listEarlierQueue(kv, 1)).length === 0) return;
  const moveSome: Rule<number> = async (transaction) => {
    const entries = await listEarlierQueue(transaction, MOVED_PER_COMMIT);
    const tickets = await getAll<TicketRecord>(kv, entries.map((key) => keys.ticket(Number(key.at(-1)))));
    const emails = [...new Set(tickets.flatMap((ticket) => ticket === null ? [] : [ticket.customer]))];
    const customers = await getAll<Customer>(kv, emails.map(keys.customer));
    const tiers = new Map(emails.map((email, index) => [email, customers[index]?.account_tier ?? "free"]));
    for (const key of entries) transaction.delete(key);
    for (const ticket of tickets) {
      if (ticket === null || !isClaimable(ticket)) continue;
      transaction.set(getQueueKey(ticket, tiers.get(ticket.customer)!), PRESENT);
    }
    return entries.length;
  };
  while (await commits.commit(moveSome, { alone: true }) === MOVED_PER_COMMIT);
}

function isSameKey(one: Key | null, other: Key): boolean {
  return one !== null && one.length === other.length && one.every((part, index) => part === other[index]);
}
