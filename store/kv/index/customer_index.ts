/** The keys beside a customer's record, by which searches find it. */

import type { Customer } from "../../customer.ts";
import { getCustomerTerms } from "../../search/query/customer_query.ts";
import { keys, prefixes } from "../schema/keys.ts";
import { PRESENT } from "./ticket_index.ts";
import type { Transaction } from "../commit/transaction.ts";

/** Makes the index follow a customer's change; `before` is null for a new one. */
export function reindexCustomer(transaction: Transaction, before: Customer | null, after: Customer): void {
  const had = before === null ? new Set<string>() : getCustomerTerms(before);
  const has = getCustomerTerms(after);
  for (const term of had.difference(has)) transaction.delete(keys.customerPosting(term, after.email));
  for (const term of has.difference(had)) transaction.set(keys.customerPosting(term, after.email), PRESENT);
}

/** The e-mail addresses after `last` of those who are filed under every one of the terms, in the order of the keys. */
export async function* findCustomerEmails(
  kv: Deno.Kv,
  terms: readonly string[],
  last: string | null,
): AsyncGenerator<string> {
  let from = last === null ? "" : `${last}\0`;
  if (terms.length === 1) return yield* listEmails(kv, terms[0]!, from);
  while (true) {
    const email = await findFirstCommonEmail(kv, terms, from);
    if (email === null) return;
    yield email;
    from = `${email}\0`;
  }
}

/** Each list in turn jumps to where the one before it stands, until all stand at the same address. */
async function findFirstCommonEmail(kv: Deno.Kv, terms: readonly string[], from: string): Promise<string | null> {
  let candidate = from;
  for (let agreed = 0, turn = 0; agreed < terms.length; turn++) {
    const email = await findFirstEmail(kv, terms[turn % terms.length]!, candidate);
    if (email === null) return null;
    agreed = email === candidate ? agreed + 1 : 1;
    candidate = email;
  }
  return candidate;
}

async function findFirstEmail(kv: Deno.Kv, term: string, from: string): Promise<string | null> {
  for await (const email of listEmails(kv, term, from, { limit: 1 })) return email;
  return null;
}

async function* listEmails(
  kv: Deno.Kv,
  term: string,
  from: string,
  options: Deno.KvListOptions = {},
): AsyncGenerator<string> {
  const prefix = prefixes.customerPostings(term);
  for await (const { key } of kv.list({ prefix, start: [...prefix, from] }, options)) yield String(key.at(-1));
}
