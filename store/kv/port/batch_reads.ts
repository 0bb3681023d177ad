import { toBatches } from "../../../base/values/to_batches.ts";
import type { Entry, Key, KeyValueStore } from "./key_value_store.ts";

/** The maximum number of keys that one `getMany` reads. */
export const KEYS_PER_READ = 10;

/**
 * Reads any number of keys. Each batch of ten is a snapshot; the whole is not.
 *
 * @param keys Null for a value that is not wanted.
 * @returns The values in the order of the keys; null where there is no value or no key.
 */
export async function getAll<T>(
  kv: Pick<KeyValueStore, "getMany">,
  keys: readonly (Key | null)[],
): Promise<(T | null)[]> {
  const values: (T | null)[] = keys.map(() => null);
  const wanted = keys.flatMap((key, index) => key === null ? [] : [{ key, index }]);
  const entries = await getEntries<T>(kv, wanted.map(({ key }) => key));
  wanted.forEach(({ index }, place) => values[index] = entries[place]!.value);
  return values;
}

/** Reads the entries of any number of keys, like {@linkcode getAll}. */
export async function getEntries<T>(kv: Pick<KeyValueStore, "getMany">, keys: readonly Key[]): Promise<Entry<T>[]> {
  const batches = toBatches(keys, KEYS_PER_READ).map((batch) => kv.getMany<T[]>(batch));
  return (await Promise.all(batches)).flat();
}
