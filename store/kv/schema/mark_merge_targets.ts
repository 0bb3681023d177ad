import { toBatches } from "../../../base/to_batches.ts";
import { terms } from "../../search/analysis/mod.ts";
import { EncodedValue, type KeyValueStore, type Mutation } from "../port/mod.ts";
import { keys, prefixes } from "./keys.ts";

/** The marks in one commit. */
const BATCH_SIZE = 500;

/** Marks every ticket that others are merged into, so that reads of other tickets do not search for duplicates. */
export async function markMergeTargets(kv: KeyValueStore): Promise<void> {
  const targets = new Set<number>();
  const range = { start: prefixes.postings(terms.into("")), end: prefixes.postings(terms.into("~")) };
  for await (const { key } of kv.list(range)) targets.add(Number(String(key[1]).slice(terms.into("").length)));
  for (const batch of toBatches([...targets], BATCH_SIZE)) {
    const mutations = batch.map((number): Mutation => ({
      type: "set",
      key: keys.mergeTarget(number),
      value: EncodedValue.from(0),
    }));
    await kv.commit({ checks: [], mutations });
  }
}
