/** The keys that follow from a ticket's record: its places in lists, and the counters. */

import { isWaiting } from "../../rules/tickets/mod.ts";
import type { Position } from "../../search/source/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys, PRESENT } from "../schema/mod.ts";
import { getDueKey, getSnoozeKey, isClaimable } from "./due_lists.ts";
import { listQueueCounters } from "./queue_counters.ts";

/** Returns the place of the ticket in lists. */
export function getPosition(ticket: Pick<TicketRecord, "id" | "created_at">): Position {
  return [Date.parse(ticket.created_at), Number(ticket.id)];
}

/** Updates lists and counters after a change. `before` is null for a new ticket. */
export function reindexTicket(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (before === null) transaction.set(keys.created(...getPosition(after)), PRESENT);
  replaceKey(transaction, before && getOpenKey(before), getOpenKey(after));
  replaceKey(transaction, before && getDuplicateKey(before), getDuplicateKey(after));
  if (after.merged_into !== null && after.merged_into !== before?.merged_into) {
    reportMerge(transaction, after.merged_into);
  }
  replaceKey(transaction, before && getDueKey(before), getDueKey(after));
  replaceKey(transaction, before && getSnoozeKey(before), getSnoozeKey(after));
  replaceKey(transaction, before && getLeaseKey(before), getLeaseKey(after));
  reindexUnresolved(transaction, before, after);
  updateCounters(transaction, before, after);
}

/** Marks the target of a merge, and reports it as changed: it shows the comments and files of the duplicate. */
function reportMerge(transaction: Transaction, target: string): void {
  transaction.set(keys.mergeTarget(Number(target)), PRESENT);
  transaction.recordChange({ kind: "ticket", id: target });
}

/** Most tickets have no unresolved links. */
function reindexUnresolved(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (after.unresolved_links === undefined || before?.unresolved_links === after.unresolved_links) return;
  const [had, has] = [before, after].map((ticket) =>
    (ticket?.unresolved_links ?? []).map(({ id }) => keys.unresolved(Number(id), Number(after.id)))
  ) as [Key[], Key[]];
  for (const key of had) if (!includesKey(has, key)) transaction.delete(key);
  for (const key of has) if (!includesKey(had, key)) transaction.set(key, PRESENT);
}

/** Returns the key of the claim on a ticket. */
export function getLeaseKey({ id, claimed_until }: TicketRecord): Key | null {
  return claimed_until === null ? null : keys.lease(Date.parse(claimed_until), Number(id));
}

function getOpenKey(ticket: TicketRecord): Key | null {
  return ticket.status === "open" ? keys.open(...getPosition(ticket)) : null;
}

function getDuplicateKey({ id, merged_into }: TicketRecord): Key | null {
  return merged_into === null ? null : keys.duplicate(Number(merged_into), Number(id));
}

function replaceKey(transaction: Transaction, before: Key | null, after: Key | null): void {
  if (before !== null && after !== null && isSameKey(before, after)) return;
  if (before !== null) transaction.delete(before);
  if (after !== null) transaction.set(after, PRESENT);
}

/** Lists the counters that count the ticket, beside the one of its status and priority. */
export function listOwnCounters(ticket: TicketRecord): Key[] {
  return [
    ...isClaimable(ticket) ? [keys.countUnassigned(ticket.priority)] : [],
    ...isWaiting(ticket) ? [keys.countWaiting] : [],
    ...listQueueCounters(ticket),
  ];
}

function includesKey(keys: readonly Key[], key: Key): boolean {
  return keys.some((other) => isSameKey(other, key));
}

function isSameKey(one: Key, other: Key): boolean {
  return one.every((part, index) => part === other[index]);
}

function updateCounters(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (before?.status !== after.status || before.priority !== after.priority) {
    if (before !== null) transaction.add(keys.count(before.status, before.priority), -1);
    transaction.add(keys.count(after.status, after.priority), 1);
  }
  const [had, has] = [before, after].map((ticket) => ticket === null ? [] : listOwnCounters(ticket)) as [Key[], Key[]];
  for (const key of had) if (!includesKey(has, key)) transaction.add(key, -1);
  for (const key of has) if (!includesKey(had, key)) transaction.add(key, 1);
}
