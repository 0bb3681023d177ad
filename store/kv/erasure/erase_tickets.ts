/** Erasing a customer's words from their tickets, and from those of others. */

import type { Customer } from "../../customer.ts";
import type { Actor } from "../../event.ts";
import { isWrittenBy, parseFollowUpAuthor, parseMergedId, toAuthorAddress } from "../../rules/tickets/mod.ts";
import type { Comment } from "../../ticket.ts";
import type { Store } from "../commit/mod.ts";
import { listAuthorTickets } from "../index/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { type ErasedPerson, isAddress } from "./erased_person.ts";
import { createErasure } from "./erased_ticket.ts";
import { createAddressErasure, createNoteErasure, createQuestionErasure } from "./foreign_ticket.ts";
import { hasFormerWords, listMerges, listQuotingMerges, wasOwn } from "./moved_ticket.ts";
import { isCovered, listTickets, type StartedErasure } from "./plan.ts";
import { readWholeTicket, rewriteTicket } from "./rewrite_ticket.ts";

/**
 * Erases the tickets of a customer that a person approved, and what the customer wrote in tickets of others.
 *
 * @returns The ids of tickets that were the customer's, and became another customer's.
 */
export async function eraseTickets(
  store: Store,
  person: ErasedPerson,
  started: StartedErasure,
  by: Actor,
): Promise<string[]> {
  const covered = (await listTickets(store.kv, person.email)).filter((ticket) => isCovered(ticket, started));
  for (const { record: { id, revision } } of covered) {
    for (const target of await listTargets(store.kv, Number(id))) {
      await rewriteTicket(store, target, createNoteErasure(id, person), by);
    }
    const others = await listOtherAuthors(store.kv, Number(id), person);
    await rewriteTicket(store, Number(id), createErasure(person, revision, others), by);
  }
  const moved: string[] = [];
  for (const number of await listAuthorTickets(store.kv, person.email)) {
    await eraseQuotations(store, number, person, by);
    for (const place of [number, ...await listTargets(store.kv, number)]) {
      const before = await rewriteTicket(store, place, createAddressErasure(person), by);
      if (before !== null && wasOwn(before, (email) => email === person.email)) moved.push(before.record.id);
    }
  }
  return moved;
}

/** Lists the addresses of other customers with an account who wrote in a ticket. */
async function listOtherAuthors(kv: KeyValueStore, number: number, { email }: ErasedPerson): Promise<Set<string>> {
  const comments = await Array.fromAsync(kv.list<Comment>({ prefix: prefixes.comments(number) }), ({ value }) => value);
  const messages = comments.filter(({ kind }) => kind === "customer");
  const addresses = [...new Set(messages.map(({ author }) => toAuthorAddress(author)))];
  const others = addresses.filter((address) => address !== email);
  const accounts = await getAll<Customer>(kv, others.map(keys.customer));
  return new Set(others.filter((_, index) => accounts[index] !== null));
}

/** Erases the address where the index does not lead to it. */
export async function eraseRest(store: Store, person: ErasedPerson, by: Actor): Promise<void> {
  for (const number of await listLeft(store.kv, person)) {
    await rewriteTicket(store, number, createAddressErasure(person), by);
  }
}

/** Erases what the tickets that were merged with one that became another customer's quote of it, if its words were replaced since. */
async function eraseQuotations(store: Store, number: number, person: ErasedPerson, by: Actor): Promise<void> {
  const { email, placeholder } = person;
  const ticket = await readWholeTicket(store.kv, number);
  const isOwn = (owner: string) => owner === email || owner === placeholder;
  if (ticket === null || ticket.record.customer === email || !hasFormerWords(ticket, isOwn)) return;
  const { id } = ticket.record;
  for (const { into, at } of listQuotingMerges(ticket, isOwn)) {
    await rewriteTicket(store, into, createNoteErasure(id, person, at), by);
  }
  for (const duplicate of new Set(ticket.comments.flatMap(({ value }) => parseMergedId(value) ?? []))) {
    await rewriteTicket(store, Number(duplicate), createQuestionErasure(id), by);
  }
}

/** Lists the tickets into which a ticket was ever merged: they have a note with its words. */
async function listTargets(kv: KeyValueStore, number: number): Promise<Set<number>> {
  const range = { prefix: prefixes.ticketEvents(number) };
  const events = await Array.fromAsync(kv.list<StoredTicketEvent>(range), ({ value }) => value);
  return new Set(listMerges(events).map(({ into }) => into));
}

/** Lists the tickets that have the address in a question, such as about a merge, in a note that names it, or as that of an author. */
async function listLeft(kv: KeyValueStore, person: ErasedPerson): Promise<Set<number>> {
  const { email } = person;
  const left = new Set<number>();
  for await (
    const { value } of kv.list<StoredTicketEvent>({ prefix: prefixes.allTicketEvents }, { containing: email })
  ) {
    const isAsked = value.answers?.some(({ question, by }) => question.includes(email) || isAddress(by, person));
    if (isAsked || [value.by?.name, value.by?.on_behalf_of].some((name) => isAddress(name, person))) {
      left.add(Number(value.ticket_id));
    }
  }
  for await (const { key, value } of kv.list<Comment>({ prefix: prefixes.allComments }, { containing: email })) {
    const isNamed = isWrittenBy(value, email, null) || isAddress(value.edited_by, person);
    if (isNamed || parseFollowUpAuthor(value, { created_at: value.at }) === email) left.add(Number(key[1]));
  }
  return left;
}
