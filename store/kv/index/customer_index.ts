/** The posting lists of customers. */

import type { Customer } from "../../customer.ts";
import { getCustomerTerms, listSpellings } from "../../search/query/mod.ts";
import type { Transaction } from "../commit/mod.ts";
import type { KeyValueStore, ListOptions } from "../port/mod.ts";
import { keys, prefixes, PRESENT } from "../schema/mod.ts";

/** Updates the index after a change. `before` is null for a new customer. */
export function reindexCustomer(transaction: Transaction, before: Customer | null, after: Customer): void {
  const had = before === null ? new Set<string>() : getCustomerTerms(before);
  const has = getCustomerTerms(after);
  for (const term of had.difference(has)) transaction.delete(keys.customerPosting(term, after.email));
  for (const term of has.difference(had)) transaction.set(keys.customerPosting(term, after.email), PRESENT);
}

/** Removes a customer from the index. */
export function dropFromCustomerIndex(transaction: Transaction, customer: Customer): void {
  for (const term of getCustomerTerms(customer)) transaction.delete(keys.customerPosting(term, customer.email));
}

/** A term of a query in any of its spellings, and other terms that may take its place. */
export type CustomerLookup = readonly [term: string, ...others: string[]];

/** Lists the email addresses after `last` that have a term of each look-up, in the order of their keys. */
export async function* findCustomerEmails(
  kv: KeyValueStore,
  lookups: readonly CustomerLookup[],
  last: string | null,
): AsyncGenerator<string> {
  let from = last === null ? "" : `${last}\0`;
  const words = await Promise.all(
    lookups.map(async ([term, ...others]) => [...await findSpellings(kv, term), ...others]),
  );
  const [first] = words;
  if (words.length === 1 && first?.length === 1) return yield* listEmails(kv, first[0]!, from);
  while (true) {
    const email = await findFirstCommonEmail(kv, words, from);
    if (email === null) return;
    yield email;
    from = `${email}\0`;
  }
}

/** Returns the spellings of a word that some customer has. */
async function findSpellings(kv: KeyValueStore, term: string): Promise<string[]> {
  const all = listSpellings(term);
  if (all.length === 1) return all;
  const emails = await Promise.all(all.map((spelling) => findFirstEmail(kv, [spelling], "")));
  return all.filter((_, index) => emails[index] !== null);
}

/** Moves each list in turn to the address of the one before it, until all lists agree. */
async function findFirstCommonEmail(
  kv: KeyValueStore,
  words: readonly (readonly string[])[],
  from: string,
): Promise<string | null> {
  let candidate = from;
  for (let agreed = 0, turn = 0; agreed < words.length; turn++) {
    const email = await findFirstEmail(kv, words[turn % words.length]!, candidate);
    if (email === null) return null;
    agreed = email === candidate ? agreed + 1 : 1;
    candidate = email;
  }
  return candidate;
}

/** Returns the first address that has one of the spellings of a word. */
async function findFirstEmail(kv: KeyValueStore, spellings: readonly string[], from: string): Promise<string | null> {
  let first: string | null = null;
  for (const term of spellings) {
    for await (const email of listEmails(kv, term, from, { limit: 1 })) {
      if (first === null || email < first) first = email;
    }
  }
  return first;
}

async function* listEmails(
  kv: KeyValueStore,
  term: string,
  from: string,
  options: ListOptions = {},
): AsyncGenerator<string> {
  const prefix = prefixes.customerPostings(term);
  const entries = kv.list({ prefix, start: [...prefix, from] }, { ...options, keysOnly: true });
  for await (const { key } of entries) yield String(key.at(-1));
}
