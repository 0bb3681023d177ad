/** The entries and counts that follow from tickets and accounts: what a check compares, and a repair writes. */

import type { Tier } from "../../../customer.ts";
import { extractWords } from "../../../search/analysis/mod.ts";
import type { Transaction } from "../../commit/mod.ts";
import { addWords, getPosition, isClaimable, reindexCustomer, reindexTicket } from "../../index/mod.ts";
import { type Key, toKeyIdentity } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";
import { getTextWords } from "../../ticket_changes/mod.ts";
import type { AssembledCustomer, AssembledTicket } from "../assembly/mod.ts";

/** The ranges in which every entry follows from something else. */
export const DERIVED_PREFIXES: readonly Key[] = [["find"], ["queue"], ["lease"], ["external"], ["findCustomer"]];

/** Receives derived entries. The same rules as for changes stage them. */
export class DerivedEntries {
  /** The counts so far, by the identity of their keys. */
  readonly counts = new Map<string, { key: Key; count: number }>();
  /** The number after that of the last ticket. */
  nextTicket = 1;
  readonly #staging: Transaction;

  /** @param onEntry Called for each entry. */
  constructor(onEntry: (key: Key, value: unknown) => void) {
    this.#staging = {
      now: 0,
      get: () => Promise.reject(new TypeError("Derived entries do not depend on others")),
      list: () => {
        throw new TypeError("Derived entries do not depend on others");
      },
      set: onEntry,
      delete: () => {},
      add: (key, amount) => this.#count(key, amount),
      recordChange: () => {},
    };
  }

  addCustomer({ customer }: AssembledCustomer): void {
    reindexCustomer(this.#staging, null, customer);
    this.#count(keys.countCustomers, 1);
  }

  /** @param tier The tier of the ticket's customer, for its place in the queue. */
  addTicket({ record, description, comments }: AssembledTicket, tier: Tier): void {
    reindexTicket(this.#staging, null, isClaimable(record) ? { ...record, queue_tier: tier } : record);
    const words = comments.reduce(
      (found, { body }) => found.union(extractWords(body)),
      getTextWords(record.subject, description),
    );
    addWords(this.#staging, getPosition(record), words);
    if (record.external_id !== null) this.#staging.set(keys.external(record.external_id), Number(record.id));
    this.nextTicket = Math.max(this.nextTicket, Number(record.id) + 1);
  }

  #count(key: Key, amount: number): void {
    const identity = toKeyIdentity(key);
    this.counts.set(identity, { key, count: (this.counts.get(identity)?.count ?? 0) + amount });
  }
}
