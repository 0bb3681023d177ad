/** The form in which a check compares derived entries. */

import type { Key } from "../../port/mod.ts";
import { readBatches, type StoreRows } from "../../rows/mod.ts";
import { prefixes } from "../../schema/mod.ts";
import { DERIVED_PREFIXES } from "./derived_entries.ts";
import { readPostings } from "./index_rows.ts";

/** Converts an entry to the key that is compared. */
export type ToComparedKey = (key: Key, value: unknown) => Key;

/**
 * The place of a ticket in the queue does not count as wrong for its tier, which a claim corrects if it finds it, nor while
 * the store has places in the form of an earlier version.
 */
export async function createComparison(rows: StoreRows): Promise<ToComparedKey> {
  const hasEarlierQueue = (await rows.read(prefixes.earlierQueue, { limit: 1, keysOnly: true })).length > 0;
  return (key, value) => {
    switch (key[0]) {
      case "queue":
        return hasEarlierQueue ? ["queue", key.at(-1)!] : ["queue", ...key.slice(2)];
      case "external":
        return [...key, typeof value === "number" ? value : "unreadable"];
      default:
        return key;
    }
  };
}

/** Reads the derived entries that the store has. */
export async function* readDerived(rows: StoreRows, toCompared: ToComparedKey): AsyncGenerator<Key[]> {
  for (const prefix of DERIVED_PREFIXES) {
    for await (const batch of readBatches(rows, prefix, prefix[0] !== "external")) {
      yield batch.map(({ key, value }) => toCompared(key, value));
    }
  }
  yield* readPostings(rows);
}
