/** The postings of the index, as a check compares them. */

import { toBatches } from "../../../../base/to_batches.ts";
import type { PostingData } from "../../../search/postings/mod.ts";
import { IndexReader } from "../../index/mod.ts";
import type { Key } from "../../port/mod.ts";
import type { StoreRows } from "../../rows/mod.ts";
import { RowReads } from "./row_reads.ts";

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
