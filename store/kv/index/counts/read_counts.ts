import { type Key, type KeyRange, type KeyValueStore, toKeyIdentity } from "../../port/mod.ts";
import { type CountRow, decodeCounts, NO_COUNTS } from "./count_row.ts";
import { addToRow } from "./merge_counts.ts";
import type { PendingRows } from "./pending_counts.ts";

/** The counts of a group on a day, merged or not. */
export interface GroupCounts {
  key: Key;
  counts: ReadonlyMap<number, number>;
}

export interface CountSelection {
  ranges: readonly KeyRange[];
  /** Reports whether a key is in one of the ranges. */
  includes(key: Key): boolean;
  /** Called for a row that cannot be decoded, which then counts as empty. */
  onDamage(key: Key): void;
}

/** The rows that are read together. */
const ROWS_PER_READ = 500;

/**
 * Reads counts.
 *
 * @param pending Everything that is not merged, read before the call: what a merge takes over in the meantime is in both, and
 *   counts once.
 */
export async function* readCounts(
  kv: KeyValueStore,
  pending: PendingRows,
  { ranges, includes, onDamage }: CountSelection,
): AsyncGenerator<GroupCounts> {
  const seen = new Set<string>();
  for (const range of ranges) {
    for await (const { key, value } of kv.list<Uint8Array>(range, { batchSize: ROWS_PER_READ })) {
      const row = decode(value) ?? NO_COUNTS;
      if (row === NO_COUNTS) onDamage(key);
      const added = pending.get(key);
      if (added.length > 0) seen.add(toKeyIdentity(key));
      yield { key, counts: (addToRow(row, added) ?? row).counts };
    }
  }
  for (const { key, added } of pending) {
    if (includes(key) && !seen.has(toKeyIdentity(key))) yield { key, counts: addToRow(NO_COUNTS, added)!.counts };
  }
}

/** Returns null for a value that is no row. */
function decode(value: unknown): CountRow | null {
  try {
    return value instanceof Uint8Array ? decodeCounts(value) : null;
  } catch {
    return null;
  }
}
