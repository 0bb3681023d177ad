import { toBatches } from "../../../../base/values/to_batches.ts";
import type { PostingData } from "../../../search/postings/mod.ts";
import type { KeyValueStore } from "../../port/mod.ts";
import { IndexReader } from "./index_reader.ts";

/** The terms that are read together. */
const TERMS_PER_READ = 100;

/**
 * Reads what tickets contribute to the index, merged or not: the data of each term by ticket. Compare it with
 * `getContributions`. Reads the whole index, but keeps only the tickets of the range.
 *
 * @param from The lowest number.
 * @param to The highest number.
 */
export async function readContributions(
  kv: KeyValueStore,
  { from, to }: { from: number; to: number },
): Promise<Map<number, Map<string, PostingData>>> {
  const wanted = Uint32Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const found = new Map<number, Map<string, PostingData>>();
  const view = await new IndexReader(kv).open();
  for (const terms of toBatches(await view.listTerms("", Infinity), TERMS_PER_READ)) {
    for (const postings of await view.readTerms(terms)) {
      for (const { numbers, data } of await postings.readFor(wanted)) {
        numbers.forEach((number, index) => {
          if (number < from || number > to) return;
          if (!found.has(number)) found.set(number, new Map());
          found.get(number)!.set(postings.term, data[index]!);
        });
      }
    }
  }
  return found;
}
