import type { Tier } from "../../customer.ts";
import type { Position } from "../../search/position.ts";
import type { Posting, PostingRange, SearchSource } from "../../search/search_source.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { TierReader } from "../customers/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** {@linkcode SearchSource} on the key-value store. */
export class KvSearchSource implements SearchSource {
  readonly #kv: KeyValueStore;
  readonly #tiers: TierReader;

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
    this.#tiers = new TierReader(kv);
  }

  listPositions(term: string, { from, below, limit }: PostingRange): Promise<Position[]> {
    const range = { start: keys.posting(term, [from, 0]), end: keys.posting(term, below) };
    const entries = this.#kv.list(range, { reverse: true, limit, batchSize: limit });
    return Array.fromAsync(entries, ({ key }) => [Number(key.at(-2)), Number(key.at(-1))] as const);
  }

  async hasPostings(postings: readonly Posting[]): Promise<boolean[]> {
    const values = await getAll(this.#kv, postings.map(({ term, position }) => keys.posting(term, position)));
    return values.map((value) => value !== null);
  }

  readRecords(numbers: readonly number[]): Promise<(TicketRecord | null)[]> {
    return getAll<TicketRecord>(this.#kv, numbers.map(keys.ticket));
  }

  async readDescription(number: number): Promise<string> {
    return (await this.#kv.get<string>(keys.description(number))).value ?? "";
  }

  readComments(number: number): Promise<string[]> {
    const entries = this.#kv.list<Comment>({ prefix: prefixes.comments(number) });
    return Array.fromAsync(entries, ({ value }) => value.body);
  }

  readTier(email: string): Promise<Tier> {
    return this.#tiers.getTier(email);
  }
}
