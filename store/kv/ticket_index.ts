/** The keys beside a ticket's record, by which it is found, queued and counted: they follow from the record alone. */

import { type FilteredFields, filterTerms, wordTerm } from "../search/terms.ts";
import { PRIORITIES } from "../ticket.ts";
import type { TicketRecord } from "../rules/ticket_record.ts";
import { identityOf } from "./key.ts";
import { keys, type Position } from "./keys.ts";
import type { Transaction } from "./transaction.ts";

/** What index keys hold: their whole meaning is that they are there. */
export const PRESENT = 0;

/** Where the ticket stands in lists. */
export function positionOf(ticket: Pick<TicketRecord, "id" | "created_at">): Position {
  return [Date.parse(ticket.created_at), Number(ticket.id)];
}

/** The index keys of a ticket apart from its words. */
export function indexKeys(ticket: TicketRecord): Deno.KvKey[] {
  const position = positionOf(ticket);
  const found = [...filterTerms(ticket satisfies FilteredFields)].map((term) => keys.posting(term, position));
  if (waits(ticket)) found.push(keys.queue(urgencyRank(ticket), position));
  if (ticket.claimed_until !== null) found.push(keys.lease(Date.parse(ticket.claimed_until), position[1]));
  return found;
}

/** The counters in which a ticket is counted. */
export function countKeys(ticket: TicketRecord): Deno.KvKey[] {
  const counted = [keys.count(ticket.status, ticket.priority)];
  return waits(ticket) ? [...counted, keys.countUnassigned] : counted;
}

/** Makes indices and counters follow a ticket's change; `before` is null for a new one. */
export function reindex(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  const [gone, come] = difference(before === null ? [] : indexKeys(before), indexKeys(after));
  for (const key of gone) transaction.delete(key);
  for (const key of come) transaction.set(key, PRESENT);
  const [less, more] = difference(before === null ? [] : countKeys(before), countKeys(after));
  for (const key of less) transaction.add(key, -1);
  for (const key of more) transaction.add(key, 1);
}

/** Files a ticket under words that its texts have. */
export function postWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.set(keys.posting(wordTerm(word), position), PRESENT);
}

/** Takes a ticket from under words that none of its texts has any more. */
export function removeWords(transaction: Transaction, position: Position, words: Iterable<string>): void {
  for (const word of words) transaction.delete(keys.posting(wordTerm(word), position));
}

/** Whether anybody may claim it. */
export function waits(ticket: TicketRecord): boolean {
  return ticket.status === "open" && ticket.assignee === null;
}

/** 0 for the most urgent. */
function urgencyRank({ priority }: TicketRecord): number {
  return PRIORITIES.length - 1 - PRIORITIES.indexOf(priority);
}

function difference(before: Deno.KvKey[], after: Deno.KvKey[]): [gone: Deno.KvKey[], come: Deno.KvKey[]] {
  const [was, is] = [byIdentity(before), byIdentity(after)];
  return [missingIn(is, was), missingIn(was, is)];
}

function byIdentity(found: Deno.KvKey[]): Map<string, Deno.KvKey> {
  return new Map(found.map((key) => [identityOf(key), key]));
}

function missingIn(some: Map<string, unknown>, all: Map<string, Deno.KvKey>): Deno.KvKey[] {
  return [...all].filter(([identity]) => !some.has(identity)).map(([, key]) => key);
}
