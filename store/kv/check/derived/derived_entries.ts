/** The entries and counts that follow from tickets and accounts: what a check compares, and a repair writes. */

import { listAuthors } from "../../../rules/history/mod.ts";
import { getArticleContributions, getContributions } from "../../../search/analysis/mod.ts";
import type { PostingData } from "../../../search/postings/mod.ts";
import type { Transaction } from "../../commit/mod.ts";
import { getUpdatedKey, reindexCustomer, reindexTicket } from "../../index/mod.ts";
import { type Key, toKeyIdentity } from "../../port/mod.ts";
import { keys, PRESENT } from "../../schema/mod.ts";
import type { AssembledArticle, AssembledCustomer, AssembledTicket } from "../assembly/mod.ts";

/** The ranges in which every entry follows from something else. */
export const DERIVED_PREFIXES: readonly Key[] = [
  ["new"],
  ["open"],
  ["into"],
  ["due"],
  ["snooze"],
  ["lease"],
  ["unresolved"],
  ["external"],
  ["articleId"],
  ["findCustomer"],
];

/** Counts, by the identity of their keys. */
export type DerivedCounts = Map<string, { key: Key; count: number }>;

/** Receives what a ticket contributes to the index. */
type OnContributions = (ticket: number, contributions: ReadonlyMap<string, PostingData>) => void;

/** Receives derived entries. The same rules as for changes stage them. */
export class DerivedEntries {
  readonly counts: DerivedCounts = new Map();
  /** The number after that of the last ticket. */
  nextTicket = 1;
  /** The number after that of the last article. */
  nextArticle = 1;
  readonly #staging: Transaction;

  readonly #onContributions: OnContributions;

  /**
   * @param onEntry Called for each entry.
   * @param onContributions Called with the postings of each ticket.
   */
  constructor(onEntry: (key: Key, value: unknown) => void, onContributions: OnContributions) {
    this.#onContributions = onContributions;
    this.#staging = {
      now: 0,
      get: rejectRead,
      peek: rejectRead,
      getVersionstamp: rejectRead,
      list: () => {
        throw new TypeError("Derived entries do not depend on others");
      },
      set: onEntry,
      delete: () => {},
      add: (key, amount) => this.#count(key, amount),
      changeIndex: () => {},
      recordFacts: () => {},
      recordChange: () => {},
    };
  }

  addCustomer({ customer }: AssembledCustomer): void {
    reindexCustomer(this.#staging, null, customer);
    this.#count(keys.countCustomers, 1);
  }

  async addTicket({ record, description, comments, events }: AssembledTicket): Promise<void> {
    reindexTicket(this.#staging, null, record);
    this.#staging.set(getUpdatedKey(record), PRESENT);
    const authors = listAuthors([...events.values()], comments);
    const texts = { record, description, comments: comments.map(({ body }) => body), authors };
    this.#onContributions(Number(record.id), await getContributions(texts));
    if (record.external_id !== null) this.#staging.set(keys.external(record.external_id), Number(record.id));
    const unresolved = record.unresolved_links?.map(({ id }) => id) ?? [];
    const numbers = [record.id, record.merged_into, ...unresolved].map(Number).filter(Number.isSafeInteger);
    this.nextTicket = Math.max(this.nextTicket, ...numbers.map((number) => number + 1));
  }

  async addArticle({ number, revisions }: AssembledArticle): Promise<void> {
    const { id, content } = revisions.at(-1)!;
    this.#staging.set(keys.articleId(id), number);
    this.#onContributions(number, await getArticleContributions(content));
    this.nextArticle = Math.max(this.nextArticle, number + 1);
  }

  /** Adds the counts of entries that were derived elsewhere. */
  addCounts(counts: DerivedCounts): void {
    for (const { key, count } of counts.values()) this.#count(key, count);
  }

  #count(key: Key, amount: number): void {
    const identity = toKeyIdentity(key);
    const known = this.counts.get(identity);
    if (known === undefined) this.counts.set(identity, { key, count: amount });
    else known.count += amount;
  }
}

function rejectRead(): Promise<never> {
  return Promise.reject(new TypeError("Derived entries do not depend on others"));
}
