/** The form in which a check compares derived entries. */

import type { Key } from "../../port/mod.ts";
import { readBatches, type StoreRows } from "../../rows/mod.ts";
import { prefixes, PRESENT } from "../../schema/mod.ts";
import { DERIVED_PREFIXES } from "./derived_entries.ts";
import { readUpdated } from "./index_rows.ts";

/** The value of an external id, or of an article's id, is a number. Other values say nothing. */
export function toComparedKey(key: Key, value: unknown): Key {
  return WITH_VALUES.includes(key[0]!) ? [...key, typeof value === "number" ? value : UNREADABLE_NUMBER] : key;
}

/** In place of a number that cannot be read. */
export const UNREADABLE_NUMBER = "unreadable";

/** The ranges whose values are compared, too. */
const WITH_VALUES: Key = ["external", "articleId"];

/** Lists the derived entries that only need to exist, but have another value: readers may fail at it. */
export async function* listOddEntries(rows: StoreRows): AsyncGenerator<Key> {
  for (const prefix of [...DERIVED_PREFIXES, prefixes.updated, prefixes.mergeTargets]) {
    if (!WITH_VALUES.includes(prefix[0]!)) yield* rows.listOthers({ prefix }, PRESENT);
  }
}

/** Reads the derived entries that the store has, except postings. */
export async function* readDerived(rows: StoreRows): AsyncGenerator<Key[]> {
  for (const prefix of DERIVED_PREFIXES) {
    for await (const batch of readBatches(rows, prefix, !WITH_VALUES.includes(prefix[0]!))) {
      yield batch.map(({ key, value }) => toComparedKey(key, value));
    }
  }
  yield* readUpdated(rows);
}
