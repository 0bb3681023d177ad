/** The form in which a check compares derived entries. */

import type { Key } from "../../port/mod.ts";
import { readBatches, type StoreRows } from "../../rows/mod.ts";
import { DERIVED_PREFIXES } from "./derived_entries.ts";
import { readPostings } from "./index_rows.ts";

/** The value of an external id is the number of its ticket. Other values say nothing. */
export function toComparedKey(key: Key, value: unknown): Key {
  return key[0] === "external" ? [...key, typeof value === "number" ? value : "unreadable"] : key;
}

/** Reads the derived entries that the store has. */
export async function* readDerived(rows: StoreRows): AsyncGenerator<Key[]> {
  for (const prefix of DERIVED_PREFIXES) {
    for await (const batch of readBatches(rows, prefix, prefix[0] !== "external")) {
      yield batch.map(({ key, value }) => toComparedKey(key, value));
    }
  }
  yield* readPostings(rows);
}
