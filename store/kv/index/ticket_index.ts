/** The keys beside a ticket's record, by which it is found, queued and counted: they follow from the record alone. */

import { diffTerms, getFilterTerms, toWordTerm } from "../../search/analysis/terms.ts";
import { PRIORITIES, type TicketRecord } from "../../ticket.ts";
import type { Position } from "../../search/position.ts";
import { keys } from "../schema/keys.ts";
import type { Transaction } from "../commit/transaction.ts";

/** What index keys hold: their whole meaning is that they are there. */
export const PRESENT = 0;

/** Where the ticket stands in lists. */
export function getPosition(ticket: Pick<TicketRecord, "id" | "created_at">): Position {
  return [Date.parse(ticket.created_at), Number(ticket.id)];
}

/** Makes indices and counters follow a ticket's change; `before` is null for a new one. */
export function reindexTicket(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  const position = getPosition(after);
  const { gone, come } = before === null ? { gone: [], come: getFilterTerms(after) } : diffTerms(before, after);
  for (const term of gone) transaction.delete(keys.posting(term, position));
  for (const term of come) transaction.set(keys.posting(term, position), PRESENT);
  replaceKey(transaction, before && getQueueKey(before), getQueueKey(after));
  replaceKey(transaction, before && getLeaseKey(before), getLeaseKey(after));
  updateCounters(transaction, before, after);
}

/** Where it waits for whoever claims the next one. */
function getQueueKey(ticket: TicketRecord): Deno.KvKey | null {
  return isClaimable(ticket) ? keys.queue(getUrgencyRank(ticket), getPosition(ticket)) : null;
}

function getLeaseKey({ id, claimed_until }: TicketRecord): Deno.KvKey | null {
  return claimed_until === null ? null : keys.lease(Date.parse(claimed_until), Number(id));
}

function replaceKey(transaction: Transaction, gone: Deno.KvKey | null, come: Deno.KvKey | null): void {
  if (gone !== null && come !== null && gone.every((part, index) => part === come[index])) return;
  if (gone !== null) transaction.delete(gone);
  if (come !== null) transaction.set(come, PRESENT);
}

function updateCounters(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (before?.status !== after.status || before.priority !== after.priority) {
    if (before !== null) transaction.add(keys.count(before.status, before.priority), -1);
    transaction.add(keys.count(after.status, after.priority), 1);
  }
  const unassigned = Number(isClaimable(after)) - Number(before !== null && isClaimable(before));
  if (unassigned !== 0) transaction.add(keys.countUnassigned, unassigned);
}

/** Files a ticket under words that its texts have. */
export function addWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.set(keys.posting(toWordTerm(word), position), PRESENT);
}

/** Takes a ticket from under words that none of its texts has any more. */
export function removeWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.delete(keys.posting(toWordTerm(word), position));
}

/** Whether anybody may claim it. */
export function isClaimable(ticket: TicketRecord): boolean {
  return ticket.status === "open" && ticket.assignee === null;
}

/** 0 for the most urgent. */
function getUrgencyRank({ priority }: TicketRecord): number {
  return PRIORITIES.length - 1 - PRIORITIES.indexOf(priority);
}
