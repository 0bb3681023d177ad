/** Claims on the queue of open, unassigned tickets. */

import { isErasedAddress } from "../../rules/customers/mod.ts";
import type { Origin } from "../../rules/history/mod.ts";
import { claimTicket } from "../../rules/tickets/mod.ts";
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
import { addDueTime, refreshDueTime } from "../deadlines/mod.ts";
import { skipDamaged } from "../forms/mod.ts";
import { type DueEntry, getDueKey, isClaimable, listFirstDue } from "../index/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket } from "../ticket_changes/mod.ts";

/** An entry that is not where its ticket belongs: another process has just changed the ticket, or the customer's tier. */
class MisplacedEntryError extends Error {
  constructor(readonly entry: DueEntry) {
    super();
  }
}

/** The first ticket cannot be changed. */
class ErasedCustomerError extends Error {
  constructor(readonly number: number) {
    super();
  }
}

/**
 * Assigns the ticket that is due first; of those that are due at the same time, the one with the lowest number. This lists
 * the queue, so the rule runs alone. Skips tickets that an import gave to the account of an erased customer.
 *
 * @returns Null if the queue is empty.
 */
export async function claimFirstDue(
  store: Store,
  assignee: string,
  minutes: number,
  call: ChangeCall,
): Promise<CommittedResult<TicketRecord | null>> {
  const skipped = new Set<number>();
  const rule = createClaimRule(assignee, minutes, call.context, skipped);
  for (;;) {
    try {
      return await commitOnce(store, call, rule, { alone: true });
    } catch (error) {
      if (error instanceof ErasedCustomerError) skipped.add(error.number);
      else if (error instanceof MisplacedEntryError) await moveEntry(store, error.entry);
      else throw error;
    }
  }
}

function createClaimRule(
  assignee: string,
  minutes: number,
  origin: Origin,
  skipped: ReadonlySet<number>,
): Rule<TicketRecord | null> {
  return async (transaction) => {
    const [first] = (await listFirstDue(transaction, skipped)).sort(compareDueTimes);
    if (first === undefined) return null;
    const ticket = await skipDamaged(transaction.get<TicketRecord>(keys.ticket(first.number)));
    if (ticket === null || !isSameKey(await toDueKey(transaction, ticket), first.key)) {
      throw new MisplacedEntryError(first);
    }
    if (isErasedAddress(ticket.customer)) throw new ErasedCustomerError(first.number);
    const until = formatInstant(transaction.now + minutes * 60_000);
    return await changeTicket(transaction, ticket, (seen) => claimTicket(seen, assignee, until), origin);
  };
}

function compareDueTimes(one: DueEntry, other: DueEntry): number {
  return one.due - other.due || one.number - other.number;
}

/** Returns the key at which the ticket belongs; null if it cannot be claimed. */
async function toDueKey(transaction: Transaction, ticket: TicketRecord): Promise<Key | null> {
  if (!isClaimable(ticket)) return null;
  return getDueKey(await addDueTime(transaction, ticket));
}

/** Removes an entry, and puts its ticket where it belongs. A repair does that for a damaged one. */
async function moveEntry({ commits }: Store, { key, number }: DueEntry): Promise<void> {
  await commits.commit(async (transaction) => {
    const ticket = await skipDamaged(transaction.get<TicketRecord>(keys.ticket(number)));
    if (ticket === null || !isSameKey(getDueKey(ticket), key)) transaction.delete(key);
    await refreshDueTime(transaction, number);
  });
}

function isSameKey(one: Key | null, other: Key): boolean {
  return one !== null && one.length === other.length && one.every((part, index) => part === other[index]);
}
