/** The ends of claims and snoozes. The first reader or writer that could notice one records it. */

import { DeskError } from "../../errors.ts";
import { DESK_ACTOR, listLapses } from "../../rules/tickets/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { skipDamaged } from "../forms/mod.ts";
import { getLeaseKey, getSnoozeKey } from "../index/mod.ts";
import type { Key, KeyRange } from "../port/mod.ts";
import { keys, listOwnKeys } from "../schema/mod.ts";
import { readTicket } from "./read_ticket.ts";
import { stageChange } from "./ticket_change.ts";

/** The ends that one commit records. Each ticket is a check, and KV Connect allows ten. */
const LAPSES_PER_COMMIT = 4;

/** Ends all claims and snoozes that are over. Their tickets return to the places that they had in the queue. */
export async function recordLapses({ kv, commits, now }: Store): Promise<void> {
  const found = await Promise.all(
    getRanges(now()).map(async (range) => (await listOwnKeys(kv, range, { limit: 1 })).length > 0),
  );
  while (found.includes(true) && await commits.commit(recordSomeLapses, { alone: true }) === LAPSES_PER_COMMIT);
}

/** Does the same before a read, which continues if the store cannot be written: then counts and filters are late. */
export async function recordLapsesForRead(store: Store): Promise<void> {
  try {
    await recordLapses(store);
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== "unavailable") throw error;
  }
}

async function recordSomeLapses(transaction: Transaction): Promise<number> {
  const ends: Key[] = [];
  for (const range of getRanges(transaction.now)) {
    const limit = LAPSES_PER_COMMIT - ends.length;
    if (limit === 0) break;
    ends.push(...await listOwnKeys(transaction, range, { limit }));
  }
  for (const key of ends) await recordLapse(transaction, key);
  return ends.length;
}

/** @param end The entry of a claim or a snooze. */
async function recordLapse(transaction: Transaction, end: Key): Promise<void> {
  const number = Number(end.at(-1));
  // It belongs to no ticket, or to a damaged one: a repair creates it again.
  if (await skipDamaged(transaction.get(keys.ticket(number))) === null) return transaction.delete(end);
  let ticket = await readTicket(transaction, number, undefined);
  const present = [getLeaseKey(ticket), getSnoozeKey(ticket)];
  if (!present.some((key) => key?.every((part, index) => part === end[index]))) {
    transaction.delete(end); // it belongs to an earlier claim or snooze
  }
  for (const lapse of listLapses(ticket, transaction.now)) {
    ticket = await stageChange(transaction, ticket, lapse, { by: DESK_ACTOR });
  }
}

/** @param now In milliseconds since the epoch. */
function getRanges(now: number): KeyRange[] {
  return [
    { start: keys.lease(0, 0), end: keys.lease(now + 1, 0) },
    { start: keys.snooze(0, 0), end: keys.snooze(now + 1, 0) },
  ];
}
