/** The postings of the index, as a check compares them. */

import { toBatches } from "../../../../base/to_batches.ts";
import type { PostingData } from "../../../search/postings/mod.ts";
import { IndexReader } from "../../index/mod.ts";
import type {
  CommitResult,
  Entries,
  Entry,
  Key,
  KeyRange,
  Keys,
  KeyValueStore,
  ListedEntry,
  ListOptions,
} from "../../port/mod.ts";
import { readBatches, type StoreRows } from "../../rows/mod.ts";

/** The terms that are read together. */
const TERMS_PER_READ = 100;

/** Returns the key that is compared for a posting. */
export function toPostingKey(term: string, number: number, data: PostingData): Key {
  return ["find", term, number, data];
}

/** Reads all postings, merged or not. Terms that cannot be read have none: what they should have is missing. */
export async function* readPostings(rows: StoreRows): AsyncGenerator<Key[]> {
  const view = await new IndexReader(new RowReads(rows)).open();
  for (const terms of toBatches(await view.listTerms("", Infinity), TERMS_PER_READ)) {
    for (const term of terms) {
      const lists = await readTerm(view, term);
      yield lists.flatMap(({ numbers, data }) =>
        Array.from(numbers, (number, index) => toPostingKey(term, number, data[index]!))
      );
    }
  }
}

async function readTerm(view: Awaited<ReturnType<IndexReader["open"]>>, term: string) {
  try {
    const [postings] = await view.readTerms([term]);
    return await postings!.readAll();
  } catch {
    return [];
  }
}

/** The entries of a store as a store that is only read. */
class RowReads implements KeyValueStore {
  constructor(private readonly rows: StoreRows) {}

  async get<T>(key: Key): Promise<Entry<T>> {
    const [row] = await this.rows.read({ start: key, end: [...key, new Uint8Array()] }, { limit: 1 });
    return row === undefined
      ? { key, value: null, versionstamp: null }
      : { key, value: row.value as T, versionstamp: "0" };
  }

  async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return await Promise.all(keys.map((key) => this.get(key))) as Entries<T>;
  }

  async *list<T>(range: KeyRange, { limit = Infinity }: ListOptions = {}): AsyncGenerator<ListedEntry<T>> {
    let left = limit;
    for await (const batch of readBatches(this.rows, range)) {
      for (const { key, value } of batch) {
        if (left-- <= 0) return;
        yield { key, value: value as T, versionstamp: "0" };
      }
    }
  }

  commit(): Promise<CommitResult> {
    return Promise.reject(new TypeError("The rows of a store are only read"));
  }

  [Symbol.dispose](): void {}
}
