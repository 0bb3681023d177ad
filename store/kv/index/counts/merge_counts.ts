import { toBatches } from "../../../../base/values/to_batches.ts";
import { EncodedValue, getAll, type KeyValueStore, measureKey, type Mutation } from "../../port/mod.ts";
import { type CountRow, decodeCounts, encodeCounts, NO_COUNTS } from "./count_row.ts";
import { addCount, type PendingCounts, type PendingRows } from "./pending_counts.ts";

/** The rows that are merged in one commit. */
const ROWS_PER_COMMIT = 200;

/** The bytes of one commit, which may have 800 KiB, and 80 KiB of keys. */
const BYTES_PER_COMMIT = 400_000;
const KEY_BYTES_PER_COMMIT = 50_000;

/**
 * Lists the mutations that merge additions into the counts, in lists that each fit in a commit. The caller must commit them
 * in their order, and no one else may change counts in the meantime. Additions that a row already has are
 * skipped, so that the same ones may be merged again. For the same reason, a row whose counts are all 0 stays.
 *
 * @param upto The versionstamp of the last addition.
 */
export async function* planCounts(kv: KeyValueStore, pending: PendingRows, upto: string): AsyncGenerator<Mutation[]> {
  let mutations: Mutation[] = [];
  let [bytes, keyBytes] = [0, 0];
  for (const rows of toBatches([...pending], ROWS_PER_COMMIT)) {
    const stored = await getAll<Uint8Array>(kv, rows.map(({ key }) => key));
    for (const [index, { key, added }] of rows.entries()) {
      const before = stored[index] ?? null;
      const row = addToRow(before === null ? NO_COUNTS : decodeCounts(before), added);
      if (row === null) continue;
      const value = EncodedValue.from(encodeCounts({ ...row, upto }));
      [bytes, keyBytes] = [bytes + value.bytes.length, keyBytes + measureKey(key)];
      if (mutations.length > 0 && (bytes > BYTES_PER_COMMIT || keyBytes > KEY_BYTES_PER_COMMIT)) {
        yield mutations;
        [mutations, bytes, keyBytes] = [[], value.bytes.length, measureKey(key)];
      }
      mutations.push({ type: "set", key, value });
    }
    if (mutations.length > 0) yield mutations;
    [mutations, bytes, keyBytes] = [[], 0, 0];
  }
}

/** Adds what a row does not have yet; returns null if that is nothing. */
export function addToRow(row: CountRow, added: readonly PendingCounts[]): CountRow | null {
  const fresh = added.filter(({ versionstamp }) => versionstamp > row.upto);
  if (fresh.length === 0) return null;
  if (row.counts.size === 0 && fresh.length === 1) return { upto: row.upto, counts: fresh[0]!.counts };
  const counts = new Map(row.counts);
  for (const { counts: more } of fresh) more.forEach((amount, number) => addCount(counts, number, amount));
  return { upto: row.upto, counts };
}
