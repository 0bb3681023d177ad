/** The postings of the index, as a check compares them. */

import type { PostingData } from "../../../search/postings/mod.ts";
import { IndexReader } from "../../index/mod.ts";
import type { IndexView, Position } from "../../../search/source/mod.ts";
import type { Key } from "../../port/mod.ts";
import type { StoreRows } from "../../rows/mod.ts";
import { keys } from "../../schema/mod.ts";
import { type Hash, hashName } from "./key_digest.ts";
import { RowReads } from "./row_reads.ts";

/** The places of updated tickets that are read together. */
const PLACES_PER_READ = 5_000;

/** Returns the key that stands for a posting. */
export function toPostingKey(term: string, number: number, data: PostingData): Key {
  return ["find", term, number, data];
}

export type OnPosting = (name: Hash, number: number, data: PostingData, term: string) => void;

/**
 * Visits all postings, merged or not, with the hashes of their terms.
 *
 * @param onDamage Called for each term that cannot be read. It has no postings: what it should have is missing.
 */
export async function visitPostings(
  rows: StoreRows,
  onPosting: OnPosting,
  onDamage: (term: string) => void = () => {},
): Promise<void> {
  for await (const { term, lists } of new IndexReader(new RowReads(rows)).readEveryTerm()) {
    if (lists === null) onDamage(term);
    const name = hashName(term);
    for (const { numbers, data } of lists ?? []) {
      for (let index = 0; index < numbers.length; index++) onPosting(name, numbers[index]!, data[index]!, term);
    }
  }
}

/** Reads the list of updated tickets, merged or not. */
export async function* readUpdated(rows: StoreRows): AsyncGenerator<Key[]> {
  yield* listPlaces(await new IndexReader(new RowReads(rows)).open());
}

async function* listPlaces(view: IndexView): AsyncGenerator<Key[]> {
  for (let start: Position = [-Infinity, 0];;) {
    const places = await view.listUpdated({ start, end: [Infinity, 0], reverse: false, limit: PLACES_PER_READ });
    if (places.length === 0) return;
    yield places.map((place) => keys.updated(...place));
    const [time, number] = places.at(-1)!;
    start = [time, number + 1];
  }
}
