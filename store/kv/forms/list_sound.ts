import type { Key, KeyRange, KeyValueStore, ListedEntry } from "../port/mod.ts";
import { isForeignKey } from "../schema/mod.ts";
import { DamagedEntryError, type DamageList } from "./damaged_entry.ts";

/** The lowest part that a key can continue with. */
const LOWEST_PART = new Uint8Array();

/**
 * Lists entries, like `kv.list`, without those that are damaged, and those of other programs.
 *
 * @param damaged Gets the problems of those.
 */
export async function* listSound<T>(
  kv: KeyValueStore,
  range: KeyRange,
  damaged?: DamageList,
): AsyncGenerator<ListedEntry<T>> {
  for (let rest: KeyRange | null = range; rest !== null;) {
    try {
      for await (const entry of kv.list<T>(rest)) if (!isForeignKey(entry.key)) yield entry;
      rest = null;
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
      damaged?.add(error.problem);
      rest = continueAfter(range, error.key);
    }
  }
}

function continueAfter(range: KeyRange, key: Key): KeyRange {
  const start = [...key, LOWEST_PART];
  return "end" in range ? { start, end: range.end } : { prefix: range.prefix, start };
}
