import type { Customer, Tier } from "../../customer.ts";
import { listCustomTexts } from "../../search/analysis/mod.ts";
import { toDelivered } from "../../rules/tickets/mod.ts";
import {
  comparePositions,
  type CreatedRange,
  type CustomerWord,
  type DueList,
  type IndexView,
  type Position,
  type PositionRange,
  type TicketSource,
} from "../../search/source/mod.ts";
import { type Comment, MAX_EXTERNAL_ID_LENGTH, type Relation, type TicketRecord } from "../../ticket.ts";
import { TierReader } from "../customers/mod.ts";
import { IndexReader } from "../index/mod.ts";
import { DamagedEntryError, type DamageList, getAllSound, skipDamaged } from "../forms/mod.ts";
import type { Key, KeyValueStore, ListOptions } from "../port/mod.ts";
import { keys, LAST_CHARACTER, listOwnKeys, prefixes } from "../schema/mod.ts";
import { createFinder, listMerged, listMergeTargets, readDuplicates, readLinks } from "./links/mod.ts";

/** The comments that are read together. They may be long. */
const COMMENTS_PER_READ = 10;

/** The records that a search keeps, which limits its memory. */
const MOST_RECORDS = 500;

/** {@linkcode TicketSource} on the key-value store. */
export class KvSearchSource implements TicketSource {
  readonly isNumbered = true;
  readonly #kv: KeyValueStore;
  readonly #tiers: TierReader;
  readonly #index: IndexReader;
  /** The records that the search has read; null if it keeps none. */
  readonly #records: Map<number, TicketRecord> | null;
  /** The problems of the tickets that the search has left out. */
  readonly damaged: DamageList = new Set();

  constructor(
    kv: KeyValueStore,
    index: IndexReader = new IndexReader(kv),
    records: Map<number, TicketRecord> | null = null,
  ) {
    this.#kv = kv;
    this.#tiers = new TierReader(kv);
    this.#index = index;
    this.#records = records;
  }

  /** Returns a source for one search, which reads the record of a ticket once: to check it, and to show it. */
  startSearch(): KvSearchSource {
    return new KvSearchSource(this.#kv, this.#index, new Map());
  }

  openIndex(): Promise<IndexView> {
    return this.#index.open();
  }

  listNewest({ from, below, limit }: CreatedRange): Promise<Position[]> {
    return this.listCreated({ start: [from, 0], end: below, reverse: true, limit });
  }

  listCreated(range: PositionRange): Promise<Position[]> {
    return this.#list(keys.created, range);
  }

  listDue({ isClaimable, rank }: DueList, range: PositionRange): Promise<Position[]> {
    return this.#list((due, number) => keys.due(isClaimable, rank, due, number), range);
  }

  async #list(toKey: (...position: Position) => Key, range: PositionRange): Promise<Position[]> {
    const { start, end } = range;
    if (comparePositions(start, end) >= 0) return [];
    const found = await listOwnKeys(this.#kv, { start: toKey(...start), end: toKey(...end) }, range);
    return found.map((key) => [Number(key.at(-2)), Number(key.at(-1))] as const);
  }

  async readRecords(numbers: readonly number[]): Promise<(TicketRecord | null)[]> {
    const records = this.#records;
    if (records === null) return await this.#readStored(numbers);
    const missing = numbers.filter((number) => !records.has(number));
    const read = await this.#readStored(missing);
    const found = new Map(missing.map((number, index) => [number, read[index] ?? null]));
    const all = numbers.map((number) => records.get(number) ?? found.get(number) ?? null);
    if (records.size + missing.length > MOST_RECORDS) records.clear();
    for (const record of all.slice(-MOST_RECORDS)) if (record !== null) records.set(Number(record.id), record);
    return all;
  }

  /** A damaged record counts as none. */
  async #readStored(numbers: readonly number[]): Promise<(TicketRecord | null)[]> {
    const records = await getAllSound<TicketRecord>(this.#kv, numbers.map(keys.ticket), this.damaged);
    return records.map((record) => typeof record?.subject === "string" ? record : null);
  }

  async readDescriptions(numbers: readonly number[]): Promise<string[]> {
    return (await getAllSound<string>(this.#kv, numbers.map(keys.description))).map((description) => description ?? "");
  }

  async readTexts({ id, subject, resolution, escalation, comment_count, custom }: TicketRecord): Promise<string[]> {
    const number = Number(id);
    const [[description], comments] = await Promise.all([
      this.readDescriptions([number]),
      comment_count > 0 ? this.#readComments(number) : [],
    ]);
    return [
      subject,
      description,
      resolution,
      escalation?.reason,
      escalation?.note,
      ...listCustomTexts(custom),
      ...comments,
    ]
      .filter((text) => text !== null && text !== undefined);
  }

  async *listNewestComments(number: number): AsyncGenerator<Comment> {
    const options = { reverse: true, batchSize: COMMENTS_PER_READ };
    for await (const comment of this.#listComments(number, options)) yield toDelivered(comment);
  }

  async readCustomerName(email: string): Promise<string> {
    const [customer] = await getAllSound<Customer>(this.#kv, [keys.customer(email)]);
    return customer?.name ?? "";
  }

  readTier(email: string): Promise<Tier | null> {
    return skipDamaged(this.#tiers.getTier(email), this.damaged);
  }

  async findCustomers(word: string, limit: number): Promise<string[]> {
    const entries = this.#kv.list({ prefix: prefixes.customerPostings(toCustomerTerm(word)) }, { limit });
    return await Array.fromAsync(entries, ({ key }) => String(key.at(-1)));
  }

  async findCustomersByPrefix(prefix: string, limit: number): Promise<CustomerWord[]> {
    const start = toCustomerTerm(prefix);
    const range = {
      start: keys.customerPosting(start, ""),
      end: keys.customerPosting(`${start}${LAST_CHARACTER}`, ""),
    };
    const known = new Set<string>();
    const found: CustomerWord[] = [];
    for await (const { key } of this.#kv.list(range, { keysOnly: true })) {
      const [term, customer] = key.slice(-2).map(String) as [string, string];
      found.push({ word: term.slice(toCustomerTerm("").length), customer });
      if (known.add(customer).size === limit) break;
    }
    return found;
  }

  listMerged(number: number): Promise<[number, ...number[]]> {
    return listMerged(this.#kv, number);
  }

  async listLinks(number: number): Promise<{ relation: Relation; number: number }[]> {
    const find = createFinder(this.#kv);
    const ticket = await find(String(number));
    if (ticket === null) return [];
    const links = await readLinks(find, [ticket.record, ...await readDuplicates(find, ticket)]);
    return links.map(({ relation, id }) => ({ relation, number: Number(id) }));
  }

  listMergeTargets(numbers: readonly number[]): Promise<number[]> {
    return listMergeTargets(this.#kv, numbers);
  }

  async findExternal(externalId: string): Promise<number | null> {
    const id = externalId.trim();
    // No ticket has a longer one, and its key could be too large to read.
    return id.length > MAX_EXTERNAL_ID_LENGTH ? null : (await this.#kv.get<number>(keys.external(id))).value;
  }

  #readComments(number: number): Promise<string[]> {
    return Array.fromAsync(this.#listComments(number), ({ body }) => body);
  }

  /** A damaged comment ends the list: searches find the ticket by its other texts. */
  async *#listComments(number: number, options?: ListOptions): AsyncGenerator<Comment> {
    try {
      for await (const { value } of this.#kv.list<Comment>({ prefix: prefixes.comments(number) }, options)) yield value;
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
    }
  }
}

/** Returns the term of a word in the index of customers. */
function toCustomerTerm(word: string): string {
  return `word:${word}`;
}
