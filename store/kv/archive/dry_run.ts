/** Imports that write nothing. The values that later rows depend on stay in memory. */

import type { Change } from "../../desk.ts";
import type { Fact } from "../../reports/mod.ts";
import type { TermChange } from "../../search/analysis/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { CommitOptions, Commits, Rule, Store, Transaction } from "../commit/mod.ts";
import {
  type Entries,
  type Entry,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
  toKeyIdentity,
} from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The tickets that are kept whole. Of earlier ones, only what other tickets refer to is kept. */
const MOST_TICKETS = 50_000;

/** The first parts of the keys that are kept. Comments, events of tickets and indexes are not. */
const KEPT = new Set([
  ...["ticket", "description", "external", "customer", "next", "into", "mergeTarget", "attachment", "upload"],
  ...["unresolved", "settings", "article", "articleId"],
]);

/** Creates a store on which imports have the same results, but write nothing. */
export function createDryRun(store: Store): Store {
  const written = new WrittenValues();
  return { ...store, kv: new WrittenView(store.kv, written), commits: new DryRun(store.commits, written) };
}

/** A value that would be stored; null if its key would be deleted. */
type Value = { key: Key; value: unknown };

class WrittenValues {
  readonly #values = new Map<string, Value>();
  /** The keys of merged tickets and of unresolved links, by the prefixes that they are listed by. */
  readonly #listed = new Map<string, Map<string, Key>>();
  /** The numbers of the tickets that are kept whole, oldest first. */
  readonly #whole = new Set<number>();

  get(key: Key): Value | undefined {
    return this.#values.get(toKeyIdentity(key));
  }

  /** Lists the keys of a range in which the keys can be listed. */
  list(prefix: Key): Key[] {
    return [...this.#listed.get(toKeyIdentity(prefix))?.values() ?? []];
  }

  set(key: Key, value: unknown): void {
    if (!isKept(key)) return;
    this.#values.set(toKeyIdentity(key), { key, value });
    if (key[0] === "into") this.#addListed(key.slice(0, -1), key, value);
    if (key[0] === "unresolved") this.#addListed(key.slice(0, 1), key, value);
    if (key[0] === "ticket" && value !== null) this.#addTicket(Number(key[1]));
  }

  #addListed(prefix: Key, key: Key, value: unknown): void {
    const identity = toKeyIdentity(prefix);
    const listed = this.#listed.get(identity) ?? new Map<string, Key>();
    this.#listed.set(identity, listed);
    if (value === null) listed.delete(toKeyIdentity(key));
    else listed.set(toKeyIdentity(key), key);
  }

  #addTicket(number: number): void {
    this.#whole.add(number);
    if (this.#whole.size <= MOST_TICKETS) return;
    const [first] = this.#whole;
    this.#whole.delete(first!);
    const key = keys.ticket(first!);
    const { id, merged_into, links, unresolved_links, customer, attachments } = this.get(key)!.value as TicketRecord;
    const value = { id, merged_into, links, unresolved_links, customer, attachments };
    this.#values.set(toKeyIdentity(key), { key, value });
    this.#values.delete(toKeyIdentity(keys.description(first!)));
  }
}

function isKept([name, kind]: Key): boolean {
  return KEPT.has(String(name)) || (name === "event" && kind === "article");
}

/** The store with what was written. */
class WrittenView extends StoreDecorator {
  constructor(inner: KeyValueStore, private readonly written: WrittenValues) {
    super(inner);
  }

  override async get<T>(key: Key): Promise<Entry<T>> {
    const written = this.written.get(key);
    return written === undefined ? await super.get<T>(key) : { ...written, versionstamp: null } as Entry<T>;
  }

  override async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const entries: Entries<T> = await super.getMany<T>(keys);
    return entries.map((entry) => ({ ...entry, ...this.written.get(entry.key) })) as Entries<T>;
  }

  override async *list<T>(range: KeyRange, options?: ListOptions): AsyncGenerator<ListedEntry<T>> {
    for await (const entry of super.list<T>(range, options)) {
      if (this.written.get(entry.key) === undefined) yield entry;
    }
    if (!("prefix" in range)) return;
    for (const key of this.written.list(range.prefix)) yield { key, value: 0 as T, versionstamp: "" };
  }
}

/** Runs rules on the stored and the written values, and returns their results. */
class DryRun implements Commits {
  constructor(private readonly commits: Commits, private readonly written: WrittenValues) {}

  async commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T> {
    try {
      // A rule that throws stages nothing, so the result is thrown.
      return await this.commits.commit<never>(async (transaction) => {
        const dry = new DryTransaction(transaction, this.written);
        const value = await rule(dry);
        for (const { key, value } of dry.writes.values()) this.written.set(key, value);
        throw new DryRunResult(value);
      }, options);
    } catch (thrown) {
      if (thrown instanceof DryRunResult) return thrown.value as T;
      throw thrown;
    }
  }
}

class DryRunResult {
  constructor(readonly value: unknown) {}
}

/** A transaction that sees what was written, and remembers what it writes. */
class DryTransaction implements Transaction {
  readonly writes = new Map<string, Value>();
  readonly now: number;

  constructor(private readonly inner: Transaction, private readonly written: WrittenValues) {
    this.now = inner.now;
  }

  get<T>(key: Key): Promise<T | null> {
    return this.#read<T>(key) ?? this.inner.get<T>(key);
  }

  peek<T>(key: Key): Promise<T | null> {
    return this.#read<T>(key) ?? this.inner.peek<T>(key);
  }

  getVersionstamp(key: Key): Promise<string | null> {
    return this.#read(key) === undefined ? this.inner.getVersionstamp(key) : Promise.resolve(null);
  }

  /** Reads an earlier write. The rule reads its own writes from its transaction. */
  #read<T>(key: Key): Promise<T | null> | undefined {
    if (this.writes.has(toKeyIdentity(key))) return undefined;
    const written = this.written.get(key);
    return written && Promise.resolve(written.value as T | null);
  }

  set(key: Key, value: unknown, options?: { expireIn?: number }): void {
    this.writes.set(toKeyIdentity(key), { key, value });
    this.inner.set(key, value, options);
  }

  delete(key: Key): void {
    this.writes.set(toKeyIdentity(key), { key, value: null });
    this.inner.delete(key);
  }

  add(key: Key, amount: number): void {
    this.inner.add(key, amount);
  }

  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<{ key: Key; value: T }> {
    return this.inner.list<T>(range, options);
  }

  changeIndex(ticket: number, changes: readonly TermChange[]): void {
    this.inner.changeIndex(ticket, changes);
  }

  recordFacts(facts: readonly Fact[]): void {
    this.inner.recordFacts(facts);
  }

  recordChange(change: Change): void {
    this.inner.recordChange(change);
  }
}
