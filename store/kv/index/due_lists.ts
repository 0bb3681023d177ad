/**
 * The tickets that are not closed, in the order in which they are due: for each priority one list of those that can be
 * claimed, and one of the others. Its keys follow from the record alone.
 */

import { getSortedDueTime } from "../../rules/tickets/mod.ts";
import { PRIORITIES, type TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";

/** The first ticket of a list, as its key describes it. */
export interface DueEntry {
  key: Key;
  /** In milliseconds since the epoch. */
  due: number;
  number: number;
}

export function isClaimable(ticket: Pick<TicketRecord, "status" | "assignee" | "snoozed_until">): boolean {
  return ticket.status === "open" && ticket.assignee === null && !ticket.snoozed_until;
}

/** Returns the key of the ticket in its list; null for a closed ticket. */
export function getDueKey(ticket: TicketRecord): Key | null {
  if (ticket.status === "closed") return null;
  const rank = PRIORITIES.indexOf(ticket.priority);
  return keys.due(isClaimable(ticket), rank, getSortedDueTime(ticket), Number(ticket.id));
}

/** Returns the place of a snoozed ticket in the list of snoozes. */
export function getSnoozeKey({ id, snoozed_until }: TicketRecord): Key | null {
  return snoozed_until ? keys.snooze(Date.parse(snoozed_until), Number(id)) : null;
}

/** Reads the first ticket that can be claimed of each priority, without the skipped ones. */
export async function listFirstDue(
  transaction: Pick<Transaction, "list">,
  skipped: ReadonlySet<number>,
): Promise<DueEntry[]> {
  const limit = skipped.size + 1;
  const heads = await Promise.all(PRIORITIES.map(async (_, rank): Promise<DueEntry[]> => {
    for (const key of await listOwnKeys(transaction, { prefix: prefixes.due(true, rank) }, { limit })) {
      const number = Number(key.at(-1));
      if (!skipped.has(number)) return [{ key, due: Number(key.at(-2)), number }];
    }
    return [];
  }));
  return heads.flat();
}
