/** The keys that follow from a ticket's record: its postings, its place in the queue, and the counters. */

import { diffTerms, getFilterTerms, toWordTerm } from "../../search/analysis/mod.ts";
import type { Position } from "../../search/position.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import type { Key } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { isClaimable, PRESENT, updateQueue } from "./queue.ts";

/** Returns the place of the ticket in lists. */
export function getPosition(ticket: Pick<TicketRecord, "id" | "created_at">): Position {
  return [Date.parse(ticket.created_at), Number(ticket.id)];
}

/** Updates indices and counters after a change. `before` is null for a new ticket. */
export function reindexTicket(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  const position = getPosition(after);
  const { gone, come } = before === null ? { gone: [], come: getFilterTerms(after) } : diffTerms(before, after);
  for (const term of gone) transaction.delete(keys.posting(term, position));
  for (const term of come) transaction.set(keys.posting(term, position), PRESENT);
  if (after.merged_into !== null) transaction.set(keys.mergeTarget(Number(after.merged_into)), PRESENT);
  updateQueue(transaction, before, after);
  replaceKey(transaction, before && getLeaseKey(before), getLeaseKey(after));
  updateCounters(transaction, before, after);
}

/** Returns the key of the claim on a ticket. */
export function getLeaseKey({ id, claimed_until }: TicketRecord): Key | null {
  return claimed_until === null ? null : keys.lease(Date.parse(claimed_until), Number(id));
}

function replaceKey(transaction: Transaction, before: Key | null, after: Key | null): void {
  if (before !== null && after !== null && before.every((part, index) => part === after[index])) return;
  if (before !== null) transaction.delete(before);
  if (after !== null) transaction.set(after, PRESENT);
}

function updateCounters(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (before?.status !== after.status || before.priority !== after.priority) {
    if (before !== null) transaction.add(keys.count(before.status, before.priority), -1);
    transaction.add(keys.count(after.status, after.priority), 1);
  }
  const unassigned = Number(isClaimable(after)) - Number(before !== null && isClaimable(before));
  if (unassigned !== 0) transaction.add(keys.countUnassigned, unassigned);
}

/** Adds the ticket to the posting lists of words. */
export function addWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.set(keys.posting(toWordTerm(word), position), PRESENT);
}

/** Removes the ticket from the posting lists of words that its texts no longer contain. */
export function removeWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.delete(keys.posting(toWordTerm(word), position));
}
