/**
 * Due times after a change of a customer's tier. The commit of the change leaves a mark. The due times of the tickets follow in
 * other commits, because one may not check them all, and the mark is deleted after the last one. If the process ends before, another
 * one finds the mark.
 */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { skipDamaged } from "../forms/mod.ts";
import { listActiveTickets } from "../index/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";
import { refreshDueTime } from "./due_time.ts";

/** The time that the process with the change has to move the due times, before others do it too, in milliseconds. */
const OWN_TIME = 10_000;

/** The tickets whose due times move together. */
const TICKETS_PER_TURN = 100;

/** The unfinished changes that one look of the background reads. */
const MAX_CHANGES = 1_000;

/** Marks a customer whose tickets may have the due times of an earlier tier. */
interface TierChange {
  /** The revision of the account with the tier. */
  revision: number;
  /** In milliseconds since the epoch. */
  at: number;
}

/** Stages the mark, in the commit that changes the tier. {@linkcode KnownTiers} are no longer current after it. */
export function stageTierChange(transaction: Transaction, email: string, revision: number): void {
  transaction.set(keys.tierChange(email), { revision, at: transaction.now } satisfies TierChange);
  transaction.set(keys.tierState, crypto.randomUUID());
}

/**
 * Moves the due times of a customer's tickets, if a change of the tier has left that to do. The change is committed, so a failure
 * is not its caller's: the background tries again.
 *
 * @param mustStop Returns true to leave the rest to another process.
 */
export async function finishTierChange(store: Store, email: string, mustStop = () => false): Promise<void> {
  await moveDueTimes(store, email, mustStop).catch(() => {});
}

async function moveDueTimes(store: Store, email: string, mustStop: () => boolean): Promise<void> {
  const change = await readChange(store, email);
  if (change === undefined) return;
  for await (const tickets of listActiveTickets(store.kv, email)) {
    for (const turn of toBatches(tickets, TICKETS_PER_TURN)) {
      if (mustStop() || !await refreshAll(store, email, turn.map(({ id }) => Number(id)))) return;
    }
  }
  await store.commits.commit(async (transaction) => {
    const present = await skipDamaged(transaction.get<TierChange>(keys.tierChange(email)));
    if (present?.revision === change?.revision) transaction.delete(keys.tierChange(email));
  });
}

/** Finishes the changes of processes that ended before they did. */
export async function finishTierChanges(store: Store, mustStop: () => boolean): Promise<void> {
  const range = { prefix: prefixes.tierChanges };
  for (const key of await listOwnKeys(store.kv, range, { limit: MAX_CHANGES })) {
    const email = String(key.at(-1));
    const age = store.now() - (await readChange(store, email) ?? { at: -Infinity }).at;
    if (age < 0 || age > OWN_TIME) await finishTierChange(store, email, mustStop); // below 0 if the clock was set back
  }
}

/** Reads a mark: undefined if there is none, and null if it is damaged. */
async function readChange({ kv }: Store, email: string): Promise<TierChange | null | undefined> {
  return await skipDamaged(kv.get<TierChange>(keys.tierChange(email)).then(({ value }) => value ?? undefined));
}

/** Returns false if a ticket could not be changed: its due time is left to the next try. */
async function refreshAll({ commits }: Store, email: string, numbers: readonly number[]): Promise<boolean> {
  const results = await Promise.allSettled(numbers.map((number) => {
    const reads = [keys.ticket(number), keys.customer(email), keys.settings];
    return commits.commit((transaction) => refreshDueTime(transaction, number), { reads });
  }));
  return results.every(({ status }) => status === "fulfilled");
}
